"""Tests of boards: papers, clearance, decisions, priorities."""
