"""Issues: what statements are assigned to, and an analyst's own."""
