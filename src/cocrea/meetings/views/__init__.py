"""Pages of meetings: reading, calling, counting, files that come in."""
