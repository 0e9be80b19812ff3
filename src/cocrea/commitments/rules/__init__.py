"""The law of commitments: pure Python, values in, findings out."""
