"""The law of languages: pure Python, values in, values out."""
