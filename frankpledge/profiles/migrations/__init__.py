"""How the tables of profiles came to be."""
