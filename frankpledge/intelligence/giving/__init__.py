"""How people tell what they saw, with or without an account, and read what became of it."""
