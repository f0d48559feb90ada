// Fetching: skeleton.
