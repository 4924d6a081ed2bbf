"""The tests: one folder a module, `architecture` for the code itself, `journeys` for people."""
