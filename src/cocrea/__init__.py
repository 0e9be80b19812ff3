"""Cocrea runs the co-creation of an Open Government action plan, whole."""

__version__ = "0.1.0"
