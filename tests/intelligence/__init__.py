"""Tests of community intelligence."""
