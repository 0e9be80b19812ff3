"""What became of each milestone: the owner's word and society's word, side by side."""
