"""Powers: what the law lets each agency do, and what could be used at a place, by whom, today."""
