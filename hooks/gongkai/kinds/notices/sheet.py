"""What a notice of another matter says on its official sheet: its own words first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.derive.notice import NoticeFacts
from gongkai.derive.sheet import Section, Sheet, matter_sheet, persons
from gongkai.kinds.notices.model import PublicNotice
from gongkai.load.branch import Branch

PHRASES: Final[Mapping[str, str]] = {"help": "帮扶措施：{}"}


def sheet(record: PublicNotice, facts: NoticeFacts, branch: Branch) -> Sheet:
    """The text as the clerk wrote it, then whom it is about."""
    return matter_sheet(record, facts, tuple(_persons(record)))


def _persons(record: PublicNotice) -> Iterator[Section]:
    if record.persons:
        yield persons(record.persons, "公示对象", PHRASES)
