"""Tests of mail and notices, against a real mail server."""
