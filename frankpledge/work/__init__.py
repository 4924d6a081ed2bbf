"""Work: what takes longer than a page may, asked for, carried on and handed over."""
