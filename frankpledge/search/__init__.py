"""Finding records by their words, only among those that somebody may see."""
