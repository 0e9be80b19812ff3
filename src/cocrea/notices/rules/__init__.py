"""The law of notices: who is told what, how fast; permits; feeds and calendars as text. Pure."""
