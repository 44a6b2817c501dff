"""Tests of the access rule and the access log."""
