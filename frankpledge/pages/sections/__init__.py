"""What each module has for somebody's morning, as sections."""
