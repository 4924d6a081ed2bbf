"""Profiles: figures, findings, consultation, the file that stands by itself, and the command."""
