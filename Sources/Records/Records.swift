// Records: skeleton.
