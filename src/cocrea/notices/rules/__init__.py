"""The law of notices: which events are told to whom, when to try again, permits. Pure."""
