"""Texts for the main case system, and the exchange of files with it."""
