"""Who is doing what under which of the four Ps, by when, and what it arose from."""
