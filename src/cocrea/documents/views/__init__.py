"""Pages of the room, one file per thing."""
