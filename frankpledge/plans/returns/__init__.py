"""Quarterly returns: filled from what is here, signed, checked, and added up for the county."""
