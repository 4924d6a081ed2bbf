"""Meetings of the partnership: agendas, updates, conflicts, decisions and minutes."""
