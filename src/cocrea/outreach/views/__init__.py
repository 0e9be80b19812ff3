"""Pages of outreach: what everybody reads and takes along, and what the team does."""
