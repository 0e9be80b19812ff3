"""Anything people attend: announced with notice, moved in public, counted by sector, minuted."""
