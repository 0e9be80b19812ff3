"""The law of the index: terms, ranking, suggestions. Pure."""
