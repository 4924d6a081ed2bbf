"""The calculation library: what files say, what is held, what is counted and how surely."""
