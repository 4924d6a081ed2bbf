"""Tests of the demonstration's files and story."""
