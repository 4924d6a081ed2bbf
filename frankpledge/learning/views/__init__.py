"""Pages of events, coverage and case studies."""
