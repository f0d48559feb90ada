// Command: skeleton.
