"""Tests of hemvist.web."""
