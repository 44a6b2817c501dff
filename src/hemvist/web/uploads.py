"""Files that are sent with a form: kept in memory and nowhere else, and never more of them than may be kept.

Django would write a large file to the disk of the server, where a paper about a person has no place.
"""

import io
from typing import Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST: Final = 20 * 1024 * 1024
"""In bytes: what may be kept of one file. It is the same for whoever takes files."""
PATIENCE: Final = 3
"""So many times as much is read, to be told that it is too large; then the connection is cut."""


class InMemory(FileUploadHandler):
    """Takes a file into memory, up to one byte more than may be kept; of the rest only the size."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.kept = io.BytesIO()
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece of it. Raises StopUpload where it is far too large."""
        self.size += len(raw_data)
        if self.size > LARGEST * PATIENCE:
            raise StopUpload(connection_reset=True)
        self.kept.write(raw_data[: max(0, LARGEST + 1 - self.kept.tell())])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file, with the size it had."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
