"""The law of sensemaking: pure Python, values in, values out."""
