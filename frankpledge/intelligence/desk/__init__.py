"""What the unit does with what was told: its queue, its clocks, its grades and its handing over."""
