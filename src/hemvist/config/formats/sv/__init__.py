"""Formats for the language sv."""
