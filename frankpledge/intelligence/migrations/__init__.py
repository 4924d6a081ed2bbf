"""The history of intelligence's tables."""
