// Conformance: skeleton.
