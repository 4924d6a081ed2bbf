"""Commands that installing intelligence needs, through manage.py."""
