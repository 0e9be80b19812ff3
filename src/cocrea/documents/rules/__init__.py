"""The law of documents: kinds, what a file may be, permits. Pure."""
