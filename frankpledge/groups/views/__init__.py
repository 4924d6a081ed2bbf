"""Pages of groups: ask, one call, answer."""
