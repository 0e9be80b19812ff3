"""The law of deciding: values in, values out."""
