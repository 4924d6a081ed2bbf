"""The tables of entities, as they came about."""
