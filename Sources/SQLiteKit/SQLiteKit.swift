// SQLiteKit: skeleton.
