// Archiving: skeleton.
