"""Pages of acts: one form each, refused with the reason beside the field, then a redirect."""
