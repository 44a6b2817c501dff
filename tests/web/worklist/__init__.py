"""Tests of hemvist.web.worklist."""
