"""What governance promises, act by act."""
