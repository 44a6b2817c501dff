"""Tests of what is left in folders for other systems."""
