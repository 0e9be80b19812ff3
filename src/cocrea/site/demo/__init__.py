"""The demonstration: a whole process replayed on a simulated clock, and the doors to walk it."""
