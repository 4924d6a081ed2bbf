"""The front door of entities: what other modules may use."""
