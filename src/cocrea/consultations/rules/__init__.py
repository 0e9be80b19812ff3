"""The law of consultations: pure Python, values in, values out."""
