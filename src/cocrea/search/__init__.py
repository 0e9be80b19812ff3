"""One index for all rooms: what is public now, found without minding accents or case."""
