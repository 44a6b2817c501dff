"""Tests of the pages of meetings and calendar feeds."""
