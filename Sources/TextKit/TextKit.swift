// TextKit: skeleton.
