// XMLKit: skeleton.
