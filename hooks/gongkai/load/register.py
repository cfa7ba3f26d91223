"""From the branch's folder to the register: everything is read, every file's faults are given at once."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from gongkai.findings import Finding, Place
from gongkai.load import misplaced, shape
from gongkai.load.approval import Approval
from gongkai.load.attachments import Inspected, inspect
from gongkai.load.branch import Branch, Holidays
from gongkai.load.catalogue import Catalogue
from gongkai.load.compose import Document, document
from gongkai.load.record import Disclosure, Record
from gongkai.load.scheme import Scheme, shipped
from gongkai.load.text import LARGEST

SUFFIX: Final = ".yaml"
ATTACHMENTS: Final = "files"
"""Folder beside the records of a year."""
_YEAR: Final = re.compile("(?:19|20|21)[0-9]{2}")  # no \d: int() takes other alphabets' digits, and fails on some
_INDEX: Final = re.compile(rb"^index:[ \t]*([^\s#]+)", re.MULTILINE)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Register:
    """All that was read, frozen."""

    root: Path
    """The folder that holds `data/`."""
    branch: Branch
    catalogue: Catalogue
    records: tuple[Disclosure, ...]
    """Sorted by address."""
    approvals: tuple[Approval, ...] = ()
    holidays: Mapping[int, Holidays] = field(default_factory=dict)
    own_schemes: tuple[Scheme, ...] = ()
    """Those below `data/schemes`."""
    attachments: Mapping[str, Inspected] = field(default_factory=dict)
    """By path from the root."""
    unreadable: frozenset[str] = frozenset()
    """Addresses and index numbers of files that could not be read: a reference to one of them is not dangling."""

    @cached_property
    def by_name(self) -> Mapping[str, Disclosure]:
        """Each record by its address and by its index number; on a clash the first one."""
        named: dict[str, Disclosure] = {}
        for record in self.records:
            named.setdefault(record.address, record)
            if record.index:
                named.setdefault(record.index, record)
        return named

    @cached_property
    def referrers(self) -> Mapping[str, tuple[Disclosure, ...]]:
        """Address → the records that refer to it."""
        found: dict[str, list[Disclosure]] = {}
        for record in self.records:
            for _, name in record.cited():
                if target := self.by_name.get(name):
                    found.setdefault(target.address, []).append(record)
        return {address: tuple(records) for address, records in found.items()}

    @cached_property
    def approvals_of(self) -> Mapping[str, tuple[Approval, ...]]:
        """Address → its approvals, in the order of their dates of proposal."""
        found: dict[str, list[Approval]] = {}
        for approval in sorted(self.approvals, key=lambda one: (one.proposed.on, one.address)):
            for name in approval.records:
                if target := self.by_name.get(name):
                    found.setdefault(target.address, []).append(approval)
        return {address: tuple(approvals) for address, approvals in found.items()}

    @cached_property
    def schemes(self) -> Mapping[str, Scheme]:
        """Name → scheme; the branch's own stand before shipped ones of the same name."""
        return {one.name: one for one in (*shipped(), *self.own_schemes)}

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Disclosure, ...]]:
        found: dict[str, list[Disclosure]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    def of_kind(self, kind: str) -> tuple[Disclosure, ...]:
        return self._by_kind.get(kind, ())


@dataclass
class _Reading:
    """What has been read so far; lives only inside `read`."""

    root: Path
    models: Mapping[str, type[Disclosure]]
    findings: list[Finding] = field(default_factory=list)
    records: list[Disclosure] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    holidays: dict[int, Holidays] = field(default_factory=dict)
    schemes: list[Scheme] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)

    def one(self, model: type[R], shown: str) -> R | None:
        """The record in the file at the path `shown`, from the root, or its faults noted."""
        address = shown.removeprefix("data/").removesuffix(SUFFIX)
        try:
            source = _content(f"{self.root}/{shown}")
        except OSError as problem:
            self.findings.append(misplaced.not_readable(Place(shown), problem))
            return None
        read, faults = document(source, shown)
        made = shape.record(model, read, address) if read else ()
        if isinstance(made, Record):
            return made
        other = self._other_kind(model, read) if read else ""
        self.findings += [misplaced.wrong_kind(Place(shown), other)] if other else [*faults, *made]
        self.unreadable |= {address, *(number.decode(errors="replace") for number in _INDEX.findall(source))}
        return None

    def _other_kind(self, model: type[Record], read: Document) -> str:
        """The kind to which most of the file's own keys belong, where that is not the one it lies under."""
        strange = read.values.keys() - model.model_fields
        fits = {name: len(strange & other.model_fields.keys()) for name, other in self.models.items()}
        best = max(fits, key=lambda name: fits[name], default="")
        return best if len(strange) > 2 and fits[best] == len(strange) else ""

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """Sorted by code point; hidden files of editors and of git are not ours."""
        try:
            with os.scandir(self.root / folder) as entries:
                return sorted((entry for entry in entries if entry.name[0] not in ".~"), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return []


def _content(file: str) -> bytes:
    """At most one byte more than a file may have; OSError for a link, a pipe or a device, none of which is followed."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    opened = os.open(file, flags)
    try:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        pieces, left = [], min(found.st_size, LARGEST) + 1
        while left and (piece := os.read(opened, left)):  # one read may give less than all
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(opened)


def read(root: Path, models: Mapping[str, type[Disclosure]]) -> tuple[Register | None, tuple[Finding, ...]]:
    """Everything below `root/data`. Without a sound branch.yaml and catalogue.yaml there is no register."""
    reading = _Reading(root, {**models})
    branch = reading.one(Branch, "data/branch.yaml")
    catalogue = reading.one(Catalogue, "data/catalogue.yaml")
    for folder in reading.entries("data"):
        _read_folder(reading, folder)
    attachments = dict(_inspected(root, reading.records))
    findings = tuple(sorted(reading.findings))
    if branch is None or catalogue is None:
        return None, findings
    return Register(
        root=root,
        branch=branch,
        catalogue=catalogue,
        records=tuple(sorted(reading.records, key=lambda record: record.address)),
        approvals=tuple(reading.approvals),
        holidays=reading.holidays,
        own_schemes=tuple(reading.schemes),
        attachments=attachments,
        unreadable=frozenset(reading.unreadable),
    ), findings


_OTHER_FILES: Final = frozenset({"branch.yaml", "catalogue.yaml"})


def _read_folder(reading: _Reading, folder: os.DirEntry[str]) -> None:
    """`data/<kind>/`, `data/approvals/`, `data/holidays/`, `data/schemes/`."""
    shown = f"data/{folder.name}"
    if folder.name in _OTHER_FILES:
        return
    if folder.is_symlink() or not folder.is_dir():
        reading.findings.append(misplaced.stray(Place(shown), folder.is_symlink()))
    elif folder.name == "holidays":
        for file in _yaml_files(reading, shown):
            year = Path(file).stem
            if not _YEAR.fullmatch(year):
                reading.findings.append(misplaced.not_named_by_year(Place(file), f"{year}{SUFFIX}"))
            elif holidays := reading.one(Holidays, file):
                reading.holidays[int(year)] = holidays
    elif folder.name == "schemes":
        reading.schemes += filter(None, (reading.one(Scheme, file) for file in _yaml_files(reading, shown)))
    elif folder.name == "approvals":
        reading.approvals += _read_years(reading, Approval, shown)
    elif model := reading.models.get(folder.name):
        reading.records += _read_years(reading, model, shown)
    else:
        reading.findings.append(misplaced.unknown_kind(Place(shown), folder.name, tuple(reading.models)))


def _read_years(reading: _Reading, model: type[R], folder: str) -> Iterator[R]:
    for year in reading.entries(folder):
        shown = f"{folder}/{year.name}"
        if year.is_symlink() or not (year.is_dir() and _YEAR.fullmatch(year.name)):
            reading.findings.append(misplaced.not_a_year(Place(shown), year.name))
            continue
        for file in _yaml_files(reading, shown):
            if (record := reading.one(model, file)) is not None:
                yield record


def _yaml_files(reading: _Reading, folder: str) -> Iterator[str]:
    """The record files of a folder, in order; anything else in it is a fault."""
    for entry in reading.entries(folder):
        shown = f"{folder}/{entry.name}"
        if entry.is_symlink() or not entry.is_file():
            if entry.name != ATTACHMENTS or entry.is_symlink():
                reading.findings.append(misplaced.stray(Place(shown), entry.is_symlink()))
        elif not misplaced.NAME.fullmatch(entry.name):
            reading.findings.append(misplaced.bad_name(Place(shown), entry.name))
        else:
            yield shown


def _inspected(root: Path, records: Iterable[Disclosure]) -> Iterator[tuple[str, Inspected]]:
    for record in records:
        for attached in record.attachments:
            file = attachment_file(record, attached.file)
            yield file, inspect(root / file, root / "data")


def attachment_file(record: Disclosure, name: str) -> str:
    """Path from the root of an attachment: `data/meetings/2026/files/plan.pdf`."""
    return f"data/{record.kind}/{record.year}/{ATTACHMENTS}/{name}"
