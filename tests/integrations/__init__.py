"""Outside systems: what leaves, and what comes back."""
