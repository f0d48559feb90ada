// Reporting: skeleton.
