"""Who may see and do what: the one rule, the record, and the facts that both stand on."""
