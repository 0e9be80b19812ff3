"""Settings, URLs, command line, and the one file that names every room."""
