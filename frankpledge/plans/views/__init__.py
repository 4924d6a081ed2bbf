"""Pages of plans: one file for each sort of thing they show."""
