"""Tests of hemvist.web.countdown."""
