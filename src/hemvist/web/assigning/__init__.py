"""Who has the turn: giving duties to a colleague, one or many at a time."""
