"""The front door of linkage: what other modules may use."""
