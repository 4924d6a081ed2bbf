"""Pages of intelligence, by who uses them: whoever tells, the desk, and readers of products."""
