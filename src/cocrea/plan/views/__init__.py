"""Pages of the plan: public ones, the citizen's comment, and one page per act of the staff."""
