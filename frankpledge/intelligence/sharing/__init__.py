"""Making something that partners may read, giving it to them, and proving what they cannot read."""
