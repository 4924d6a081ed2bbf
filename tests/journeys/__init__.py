"""Journeys: people of the story get something done in a real browser, on a real server."""
