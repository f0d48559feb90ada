// ZlibKit: skeleton.
