"""Original text kept beside its human translations, with state and staleness."""
