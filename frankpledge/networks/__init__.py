"""Networks: who is tied to whom in a list, what the pattern shows, and how sure that is."""
