"""The tables of asking, as they came about."""
