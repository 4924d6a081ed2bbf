"""The kit's template tags."""
