"""Commitments and milestones: drafted in public, checked, accepted by name, adopted on criteria."""
