"""Formats for the language en."""
