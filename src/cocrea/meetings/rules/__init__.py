"""The law of meetings: values in, values out."""
