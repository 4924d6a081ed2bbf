"""Who told it: sealed apart, opened by two people, and known to everybody else by a mark alone."""
