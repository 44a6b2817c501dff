"""What is sent with a form is kept in memory, and no more of it than may be kept."""

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload
from django.http import HttpRequest
from django.test import RequestFactory

from hemvist.web.uploads import LARGEST, PATIENCE, InMemory


def sent(content: bytes) -> HttpRequest:
    """A form with a file."""
    return RequestFactory().post("/", {"file": SimpleUploadedFile("a.pdf", content)})


def test_a_large_file_is_not_written_to_the_disk() -> None:
    """Django's own way puts files of some megabytes in a folder of the server; such a file knows its path there."""
    content = b"x" * (5 * 1024 * 1024)
    file = sent(content).FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    assert not hasattr(file, "temporary_file_path")
    assert file.read() == content


def test_of_a_file_that_is_too_large_the_size_is_told_and_no_more_kept() -> None:
    """So that the page can say so."""
    file = sent(b"x" * (LARGEST + 1000)).FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    assert file.size == LARGEST + 1000
    assert len(file.read()) == LARGEST + 1


def test_one_who_sends_without_end_is_cut_off() -> None:
    """After three times as much as may be kept."""
    handler = InMemory(HttpRequest())
    handler.new_file("file", "a.pdf", "application/pdf", None)
    for _ in range(PATIENCE):
        handler.receive_data_chunk(b"x" * LARGEST, 0)
    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"x", 0)
