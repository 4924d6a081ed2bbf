"""The design kit."""
