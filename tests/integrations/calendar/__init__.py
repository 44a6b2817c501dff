"""Tests of what leaves about meetings."""
