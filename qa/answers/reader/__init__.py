"""Reading: which of the passages found holds the answer, where it stands in it, and how likely that is."""
