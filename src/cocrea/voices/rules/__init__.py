"""The law of voices: pure Python; values in, values out."""
