"""The law of the record: bytes, tree, notes. Pure Python of the standard library."""
