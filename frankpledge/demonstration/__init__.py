"""The demonstration: an invented county, its people, its published files and its story."""
