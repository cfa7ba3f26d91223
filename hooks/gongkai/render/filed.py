"""What is made waits in a file without a name: it takes no memory, and no kill leaves the file behind."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from gongkai.render.site import DataFile, Page


@dataclass(frozen=True)
class Drawer:
    """The file, open as long as anything in it is known. OSError where the disk is full, before anything is built."""

    file: BinaryIO = field(default_factory=lambda: tempfile.TemporaryFile(buffering=0))  # noqa: SIM115  # pages read it

    def page(self, page: Page) -> Page:
        """The same page; its body is read back whenever it is asked for."""
        return _FiledPage(page, "body", self._kept(page.body.encode()))

    def pages(self, pages: Iterable[Page]) -> list[Page]:
        """The same of many, each put away before the next is made."""
        return [self.page(page) for page in pages]

    def data_file(self, data_file: DataFile) -> DataFile:
        """The same file; its content is read back whenever it is asked for."""
        return _FiledData(data_file, "content", self._kept(data_file.content))

    def _kept(self, content: bytes) -> _Place:
        start = self.file.seek(0, os.SEEK_END)
        if self.file.write(content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir())
        return _Place(self.file, start, len(content))


@dataclass(frozen=True)
class _Place:
    """Where something lies."""

    file: BinaryIO
    start: int
    length: int

    def read(self) -> bytes:
        self.file.seek(self.start)
        return self.file.read(self.length)


class _Filed:
    """All fields of what was filed but one, which is read anew each time."""

    def __init__(self, whole: object, without: str, place: _Place) -> None:
        self.__dict__.update(vars(whole), _place=place)
        del self.__dict__[without]


class _FiledPage(_Filed, Page):
    @property
    def body(self) -> str:
        return str(self.encoded, "utf-8")

    @property
    def encoded(self) -> bytes:
        content: bytes = self.__dict__["_place"].read()
        return content


class _FiledData(_Filed, DataFile):
    @property
    def content(self) -> bytes:
        content: bytes = self.__dict__["_place"].read()
        return content
