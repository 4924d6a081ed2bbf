"""Boards: papers with their clearance, what came of them, priorities and arrangements."""
