// Normalizing: skeleton.
