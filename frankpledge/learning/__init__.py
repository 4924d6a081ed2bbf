"""What was learned, from what, whether it may be shown, and who has not been reached."""
