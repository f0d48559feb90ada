// Loading: skeleton.
