"""Tests of events, whom they reached, and case studies."""
