"""The pages of one case: what it says, what is to be done in it, and recording."""
