"""Tests of the pages that speak for several modules."""
