"""The map of agencies and forums: entries, the fourteen questions, offers and shared cases."""
