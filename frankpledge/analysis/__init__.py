"""Knows published counts and how to work with them; knows nothing of people, pages or Django."""
