"""Tags of the pages of powers."""
