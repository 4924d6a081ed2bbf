"""What the tests do beyond stock pytest, a file each; `tests/conftest.py` brings them in."""
