"""The law of importing: what a row of somebody's file means, and what a batch may become."""
