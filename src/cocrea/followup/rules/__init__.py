"""The law of follow-up: pure Python, values in, findings out."""
