"""The people whose cases these are: names, identity numbers, protection of personal data."""
