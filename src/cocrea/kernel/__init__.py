"""Pure vocabulary shared by every room. No Django, no clock, no I/O."""
