"""The design kit: what every page is made of, and nothing about what any page says."""
