"""The law of the room ``people``: pure Python, values in, values out."""
