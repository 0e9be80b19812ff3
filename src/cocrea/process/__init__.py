"""The methodology as data: phases, calendar, themes and places, limits, amendments, exceptions."""
