"""Pages of referrals: ask, one call, answer."""
