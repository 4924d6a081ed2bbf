"""How the tables of problems came to be."""
