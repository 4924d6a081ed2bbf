"""Knows how a number becomes a finding, and what a local profile says and to whom."""
