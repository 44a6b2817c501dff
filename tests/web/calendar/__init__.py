"""Tests of hemvist.web.calendar."""
