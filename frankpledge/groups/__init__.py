"""Groups: vulnerabilities, threats and mapped groups, how they are scored, reviewed and held."""
