"""Tests of asking SSBTEK, against a server of our own that speaks it."""
