// DigestKit: skeleton.
