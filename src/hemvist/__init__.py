"""Hemvist: whose turn it is, what the routine asks, by when and why."""
