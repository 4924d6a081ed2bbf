"""Knows each part of the recorded crime context, one file a part."""
