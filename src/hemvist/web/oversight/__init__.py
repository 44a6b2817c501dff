"""Who sees what, and who looks after that: openings for life or health, conflicts of interest, log reviews and the client's own extract."""
