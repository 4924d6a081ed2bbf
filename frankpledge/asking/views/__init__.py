"""Pages of asking: ask, one call, answer."""
