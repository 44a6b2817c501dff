"""Tests of hemvist.web.routine_pages."""
