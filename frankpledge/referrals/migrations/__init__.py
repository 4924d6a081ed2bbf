"""The tables of referrals, as they came about."""
