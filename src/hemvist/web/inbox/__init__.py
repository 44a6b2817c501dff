"""Pages of the inbox, its settings and what could not be delivered."""
