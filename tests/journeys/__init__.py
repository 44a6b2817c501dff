"""Whole journeys in a real browser, by several people."""
