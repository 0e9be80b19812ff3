"""Pages of the room: public ones by theme, and one page per act."""
