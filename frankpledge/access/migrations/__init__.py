"""How access's tables came to be what they are."""
