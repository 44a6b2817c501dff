"""What holds for the whole project, proven by looking at its files."""
