"""Records: the frozen form of one YAML file, and the head that all disclosed matters share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from gongkai.findings import Finding, Place
from gongkai.load.afterwards import Correction, Deviation, RecordedLate, Withdrawn
from gongkai.load.compose import Document
from gongkai.load.fields import (
    LATER,
    AudienceName,
    Covers,
    Day,
    FileName,
    IndexNumber,
    Line,
    Reference,
    part_name,
)
from gongkai.load.part import Part, PathOf, Sees, path_of, title_at


class Record(Part):
    """One YAML file below `data/`. It remembers where it was written, so that findings have a place."""

    def written_in(self, document: Document, address: str) -> Self:
        """Called once, by the loader, before anyone else sees the record.

        Every rule reads this, and what pydantic keeps as private is slow to read: it is put where cached values are.
        """
        self.__dict__.update(document=document, file=document.file, address=address)
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy was read from what this was read from."""
        copied = super().model_copy(update=update, deep=deep)
        return copied.written_in(self.document, self.address) if "document" in self.__dict__ else copied

    @cached_property
    def document(self) -> Document:
        """What it was read from. AttributeError, as of the next two, where it was read from nothing."""
        raise AttributeError("document")

    @cached_property
    def file(self) -> str:
        """`data/meetings/2026/09-members.yaml`."""
        raise AttributeError("file")

    @cached_property
    def address(self) -> str:
        """`meetings/2026/09-members`: the path without `data/` and suffix."""
        raise AttributeError("address")

    def place_of(self, at: str) -> Place:
        return place_in(self.document, path_of(at))

    def fault(self, at: str, words: str, *, found: str = "", expected: str = "") -> Finding:
        """What cannot be right at the field `at` (`voters.present`, `agenda.0.vote`)."""
        return replace(self.lapse(at, words, found=found, expected=expected), is_fault=True)

    def lapse(self, at: str, words: str, *, found: str = "", expected: str = "") -> Finding:
        """What is true at the field `at` but falls short of a rule."""
        return Finding(
            place=self.place_of(at),
            is_fault=False,
            words=f"{title_at(type(self), path_of(at))}：{words}" if at else words,
            found=found,
            expected=expected,
            at=at,
            record=self.address,
        )


def place_in(document: Document, path: PathOf) -> Place:
    """Where a person would look: the value, or its key where the value begins on a line below it."""
    key, value = document.place(path, key=True), document.place(path)
    return value if value.line == key.line else key


class OpenTo(Part):
    """One audience and the day from which it may read."""

    name: AudienceName = Field(title="公开范围", description="向谁公开。")
    since: Day | None = Field(None, title="起始日期", description="从哪天起向其公开；不写则自公开日期起。")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, written: object) -> object:
        return {"name": written} if isinstance(written, str) else written


class Attached(Part):
    """A file that goes with the record."""

    file: FileName = Field(title="附件文件", description="文件名，放在同一年份文件夹的 files/ 里。")
    title: Line = Field(title="附件名称", description="页面上显示的名称。")


class Posted(Part):
    """Where the matter hung on a board."""

    place: Line = Field(title="张贴地点", description="公开栏的名称或位置。")
    since: Day = Field(title="张贴日期", description="哪天贴出。")
    until: Day | None = Field(None, title="取下日期", description="哪天取下；还没取下就不写。")


class Disclosure(Record):
    """公开事项: the common head. 标题 and 形成日期 always have to be written; the catalogue item gives the rest."""

    WITHIN: ClassVar[Mapping[str, tuple[AudienceName, frozenset[str]]]] = {}
    """Field → an audience and words: where one of them stands in the field, or ever stood, its past is theirs only."""

    index: IndexNumber | None = Field(None, title="索引号", description="支部代码/年份-序号；审批后必填，永不改变。")
    title: Line = Field(title="标题", description="事项的标题，一行。")
    item: Line | None = Field(None, title="公开目录事项", description="目录里的事项名称；不写则用本类别的事项。")
    covers: Covers | None = Field(
        None, title="所属时段", description="内容所属的时段，如 2026、2026-Q3、2026-H1、2026-09。"
    )
    made_on: Day = Field(title="形成日期", description="内容形成的日期，如会议日期、落款日期。")
    published_on: Day | None = Field(None, title="公开日期", description="对外公开的日期；审批后必填。")
    audiences: tuple[OpenTo, ...] = Field(
        (), title="公开范围", description="向谁公开；不写则按公开目录。先党内后党外时各写起始日期。"
    )
    keywords: tuple[Line, ...] = Field((), max_length=10, title="主题词", description="便于查找的词。")
    attachments: tuple[Attached, ...] = Field((), max_length=20, title="附件", description="随事项公开的文件。")
    references: tuple[Reference, ...] = Field(
        (),
        max_length=50,
        title="相关事项",
        description="其他事项的索引号，或“类别/年份/文件名”。",
        json_schema_extra=LATER,
    )
    posted: tuple[Posted, ...] = Field(
        (), title="张贴情况", description="在哪里张贴、哪天贴出、哪天取下。", json_schema_extra=LATER
    )
    corrections: tuple[Correction, ...] = Field(
        (), title="更正记录", description="公开后每次改动的日期和原因。", json_schema_extra=LATER
    )
    withdrawn: Withdrawn | None = Field(None, title="撤回", description="撤回的日期和原因。", json_schema_extra=LATER)
    recorded_late: RecordedLate | None = Field(
        None, title="补录", description="事后补录的日期和依据。", json_schema_extra=LATER
    )
    deviations: tuple[Deviation, ...] = Field(
        (), title="情况说明", description="对偏差的说明和补救。", json_schema_extra=LATER
    )

    def cited(self) -> tuple[tuple[str, str], ...]:
        """Every reference with its field; every rule about references asks it."""
        return self._cited

    @cached_property
    def _cited(self) -> tuple[tuple[str, str], ...]:
        return (*self.citing(), *((at, part_name(name).record) for at, name in self.pointing()))

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The same, worked out; kinds add their own."""
        return tuple((f"references.{number}", name) for number, name in enumerate(self.references))

    def pointing(self) -> tuple[tuple[str, str], ...]:
        """Every single part of another record that it names, `JG1/2026-0200#2`, with its field; kinds add theirs."""
        return ()

    def parts_named(self) -> Mapping[str, str]:
        """The parts of its own that others may name: number → what the part says; kinds add theirs."""
        return {}

    def changed_on(self) -> tuple[date, ...]:
        """The days on which, by its own words, something was added or changed; kinds add their own."""
        dated = (*self.corrections, *self.deviations, *(one for one in (self.withdrawn, self.recorded_late) if one))
        published = (self.published_on,) if self.published_on else ()
        return (self.made_on, *published, *(one.on for one in dated))

    AHEAD: ClassVar[bool] = False
    """Whether it is written before the time it covers and kept up all through it, as a plan is."""

    TYPES: ClassVar[tuple[str, ...]] = ()
    """Every type that `type_words` may give."""

    @property
    def type_words(self) -> tuple[str, ...]:
        """Its types, by which the catalogue counts it; kinds that have such types give theirs."""
        return ()

    @property
    def happened_on(self) -> date | None:
        """The day of what it tells, where that is one day; kinds that know it give theirs."""
        return None

    @cached_property
    def year(self) -> int:
        """The year of the folder, which is the year of the index number."""
        return int(self.address.split("/")[1])

    def for_readers(self, sees: Sees) -> Self:
        """The record without what these readers may not see for a reason of its own; kinds add theirs."""
        if self.withdrawn and self.withdrawn.hide_title:
            return self.model_copy(update={"title": "已撤回的事项"})
        return self

    @cached_property
    def kind(self) -> str:
        return self.address.split("/")[0]

    def audiences_on(self, day: date, otherwise: tuple[str, ...]) -> frozenset[str]:
        """Who may read on that day; `otherwise` is what the catalogue item says."""
        if not self.audiences:
            return frozenset(otherwise)
        return frozenset(one.name for one in self.audiences if one.since is None or one.since <= day)

    def audiences_ever(self, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        """Who may read on that day or another, as written: what has once been open cannot be taken back."""
        return tuple(one.name for one in self.audiences) or otherwise
