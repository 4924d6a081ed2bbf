"""What problems promise, act by act."""
