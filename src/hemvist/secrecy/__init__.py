"""Who may see what: one table of grants, one policy, and the log of what was seen."""
