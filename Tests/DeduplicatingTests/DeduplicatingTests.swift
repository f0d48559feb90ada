// Deduplicating: skeleton.
