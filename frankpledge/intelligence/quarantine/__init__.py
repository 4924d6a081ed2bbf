"""What must not be held: noticed, set apart, and put back or deleted by two people."""
