// Pipeline: skeleton.
