"""Pages that speak for several modules: the morning, the thread, and what stands still."""
