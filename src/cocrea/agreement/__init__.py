"""Rules before decisions: sessions, positions, objections, declared interests, recusals."""
