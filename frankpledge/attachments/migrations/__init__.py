"""The tables of attachments, as they came about."""
