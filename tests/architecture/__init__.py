"""Tests about the code, the documents and the pinned files, rather than about what they do."""
