"""Finding the same people in an agency’s own lists, with nothing taken into the site."""
