"""Home, desks, conduct, search page, demonstration. Composes rooms; owns no table."""
