"""Changes to the tables of this module, in order."""
