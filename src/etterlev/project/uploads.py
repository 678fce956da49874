"""The form of somebody who has searched by hand. Its files stay in memory, within limits: nothing personal is written
to a temporary folder in the clear.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from etterlev.requests.actions.answering import Reply, Upload
from etterlev.requests.errors import FormTooLarge
from etterlev.requests.file_kinds import LARGEST_FILE, LARGEST_FORM, MEGABYTE

NOT_EVEN_READ = 8 * LARGEST_FORM


class InMemory(FileUploadHandler):
    """Keeps a file while it is within its limit; of a larger one only its size is kept."""

    def handle_raw_input(  # Django's signature
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Raises FormTooLarge before anything is read, when it is so large that nobody should wait for it."""
        self.is_too_large = content_length > LARGEST_FORM
        if content_length > NOT_EVEN_READ:
            raise self._refusal()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= LARGEST_FILE and not self.is_too_large:
            self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.held.seek(0)
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(self.held, self.field_name, name, kind, file_size, self.charset)

    def upload_complete(self) -> None:
        """Raises FormTooLarge after all of it was read and nothing kept: a browser that is cut off while it sends says
        only that the connection broke.
        """
        if self.is_too_large:
            raise self._refusal()

    def _refusal(self) -> FormTooLarge:
        return FormTooLarge(field="files", limit=LARGEST_FORM // MEGABYTE)


def in_memory(request: HttpRequest) -> None:
    """Let this request's files stay in memory. Called before anything of the form is read."""
    request.upload_handlers = [InMemory(request)]


def reply_in(request: HttpRequest) -> Reply:
    """What a form says that somebody who has searched fills in. Raises FormTooLarge."""
    typed = request.POST
    seen = typed.get("seen", "")
    return Reply(
        outcome=typed.get("outcome", ""),
        words=typed.get("reasons", ""),
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 5 else 0,
        files=[Upload(each.name or "", each.read(), each.size or 0) for each in request.FILES.getlist("files")],
        removed=typed.getlist("removed"),
    )
