"""Pages of those who begin a routine from outside the city."""
