"""The tables of groups, as they came about."""
