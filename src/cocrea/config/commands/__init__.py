"""One module per command of the ``cocrea`` command line."""
