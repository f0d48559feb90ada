// FileKit: skeleton.
