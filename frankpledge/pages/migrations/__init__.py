"""The tables of digests, as they came about."""
