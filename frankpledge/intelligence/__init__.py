"""Community intelligence: what happens between a partner's keyboard and what others may read."""
