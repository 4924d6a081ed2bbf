"""Problems at places: what agencies work on together, its re-visits, and what is asked round."""
