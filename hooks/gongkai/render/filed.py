"""Bodies of record pages wait in a file without a name: they take no memory, and no kill leaves the file behind."""

from __future__ import annotations

import errno
import os
import tempfile
from dataclasses import dataclass, field
from typing import BinaryIO

from gongkai.render.site import Page


@dataclass(frozen=True)
class Drawer:
    """The file, open as long as any page of it is known. OSError where the disk is full, before anything is built."""

    file: BinaryIO = field(default_factory=lambda: tempfile.TemporaryFile(buffering=0))  # noqa: SIM115  # pages read it

    def put(self, page: Page) -> Page:
        """The same page; its body is read back whenever it is asked for."""
        body = page.body.encode()
        start = self.file.seek(0, 2)
        if self.file.write(body) != len(body):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir())
        return _Filed(page, self.file, start, len(body))


class _Filed(Page):
    """A page that knows where its body lies."""

    def __init__(self, page: Page, file: BinaryIO, start: int, length: int) -> None:
        self.__dict__.update(page.__dict__, _place=(file, start, length))
        del self.__dict__["body"]

    @property
    def body(self) -> str:
        """Read anew each time."""
        file, start, length = self.__dict__["_place"]
        file.seek(start)
        return str(file.read(length), "utf-8")
