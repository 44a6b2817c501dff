"""The list of cases that are due to leave, approving it, and holds that keep a case from leaving."""
