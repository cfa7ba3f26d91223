"""Meetings in the year's handbook: tables by type, and one for what was studied at whatever meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gongkai.kinds import Column, Daybook, Section, chapters
from gongkai.kinds.meetings.facts import MeetingFacts
from gongkai.kinds.meetings.model import Meeting, MeetingType

_CHAIR: Final = Column(title="主持人", words=lambda record, facts: record.chair)
_ATTENDED: Final = Column(
    title="实到/应到", words=lambda record, facts: f"{record.attendance.present}/{record.attendance.expected}"
)
_THEME: Final = Column(title="主题", words=lambda record, facts: record.theme or "")
_LECTURER: Final = Column(title="授课人", words=lambda record, facts: record.lecturer or "")


def _held(*types: MeetingType) -> Callable[[Meeting, MeetingFacts], int]:
    """How often a meeting of one of these types was held: two groups that met are two."""
    return lambda record, facts: sum(one in types for one, _ in facts.held)


def _type(chapter: chapters.Chapter, type_: MeetingType, *own: Column) -> Section:
    return Section(chapter=chapter, title=type_, unit="次", times=_held(type_), columns=(*own, _CHAIR, _ATTENDED))


def _studied(record: Meeting, facts: MeetingFacts) -> bool:
    return "集中学习" in record.types or any(item.topic == "学习教育" for item in record.agenda)


SECTIONS: Final = (
    _type(chapters.MEETINGS, "支部党员大会"),
    _type(chapters.MEETINGS, "支部委员会"),
    _type(chapters.MEETINGS, "党小组会"),
    _type(chapters.MEETINGS, "党课", _THEME, _LECTURER),
    _type(chapters.MEETINGS, "主题党日", _THEME),
    Section(
        chapter=chapters.LIFE,
        title="组织生活会和民主生活会",
        unit="次",
        times=_held("组织生活会", "民主生活会"),
        columns=(_CHAIR, _ATTENDED),
    ),
    _type(chapters.LIFE, "民主评议会"),
    Section(
        chapter=chapters.EDUCATION,
        title="集中学习和会上的学习教育",
        unit="次",
        times=_studied,
        columns=(_THEME, _ATTENDED),
    ),
)
DAYBOOKS: Final = (Daybook(title="会议记录簿", template="daybook.html.jinja"),)
