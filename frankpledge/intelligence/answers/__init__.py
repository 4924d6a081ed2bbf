"""The answer owed to whoever told something, by when, and who is chased for it."""
