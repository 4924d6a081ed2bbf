"""Asking: before acting, around a place, and what police or partners want to know."""
