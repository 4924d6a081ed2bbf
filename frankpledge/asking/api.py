"""The front door of asking: what other modules may use."""
