// Parsing: skeleton.
