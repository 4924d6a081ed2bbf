"""Frankpledge: where the agencies of an area tackle serious and organised crime together."""
