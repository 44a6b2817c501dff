"""Tests of hemvist.routines."""
