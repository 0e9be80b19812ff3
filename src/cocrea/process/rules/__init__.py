"""The law of the room: pure Python, values in, values out."""
