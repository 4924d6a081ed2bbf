"""How well it is done, in counts that give nobody away."""
