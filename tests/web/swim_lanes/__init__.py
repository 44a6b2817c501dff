"""Tests of hemvist.web.swim_lanes."""
