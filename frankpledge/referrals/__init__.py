"""Referrals: where to go for people who need help, and what became of it. Walled from the rest."""
