"""Timings, each beside a rival that does the same job in the same run."""
