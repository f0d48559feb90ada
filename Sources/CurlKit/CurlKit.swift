// CurlKit: skeleton.
