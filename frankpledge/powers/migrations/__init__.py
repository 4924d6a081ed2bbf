"""The tables of powers, as they came about."""
