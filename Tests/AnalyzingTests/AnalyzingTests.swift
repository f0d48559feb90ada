// Analyzing: skeleton.
