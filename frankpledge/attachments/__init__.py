"""Files that are held beside a record: cleaned, checked, and served only through the rule."""
