"""Pages of cases that belong together."""
