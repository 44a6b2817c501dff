"""A command that sets logging up anew within a test leaves the log as it can be written in the next."""

import io
import logging

from django.test import Client


def test_a_command_leaves_the_log_to_a_stream_of_its_own() -> None:
    """As django.setup() does in a test whose standard error is caught, and closed after it."""
    streams = [handler for handler in logging.root.handlers if type(handler) is logging.StreamHandler]
    assert streams
    for handler in streams:
        handler.stream = io.StringIO()
        handler.stream.close()


def test_the_next_test_can_write_it() -> None:
    """Where it could not, every line that the server logs would be an error of its own, which nobody sees."""
    for handler in logging.root.handlers:
        assert not (type(handler) is logging.StreamHandler and handler.stream.closed)
    assert Client().get("/static/finns-inte").status_code == 404
