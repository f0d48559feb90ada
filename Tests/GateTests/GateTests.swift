// Gate: skeleton.
