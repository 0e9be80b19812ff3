"""Pages of voices: what everybody reads, what an author does, what staff do."""
