"""The tables of search, as they came about."""
