"""What other programs may ask for, as the person who runs them, described in OpenAPI."""
