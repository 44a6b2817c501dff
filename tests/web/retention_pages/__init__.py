"""The pages of cases that leave, and of holds."""
