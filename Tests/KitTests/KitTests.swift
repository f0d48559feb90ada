// Kit: skeleton.
