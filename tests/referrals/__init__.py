"""Tests of referrals: the gate, the router, the lives of referrals, services and measures."""
