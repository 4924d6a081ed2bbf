"""Who and what is mentioned, what people judge to be the same, and silent matching."""
