"""Tests of hemvist.web.new_case."""
