"""The tables of long work, as they came about."""
