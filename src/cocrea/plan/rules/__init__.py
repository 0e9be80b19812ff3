"""The law of the plan: pure Python, values in, values out."""
