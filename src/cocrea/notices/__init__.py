"""Who asked to be told, what they were told, and the proof of it."""
