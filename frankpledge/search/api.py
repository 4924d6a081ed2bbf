"""The front door of search: what other modules may use."""
