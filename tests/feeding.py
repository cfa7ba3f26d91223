"""Feeds and calendars as independent programs read and judge them."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category
from uuid import UUID

from icalendar import Calendar
from lxml import etree
from pyICSParser.pyiCalendar import iCalendar

ATOM = "{http://www.w3.org/2005/Atom}"
CALENDAR = "changes/calendar.ics"


@dataclass(frozen=True)
class Entry:
    """One entry of a feed."""

    id: str
    title: str
    updated: str
    href: str
    kind: str
    html: str


@dataclass(frozen=True)
class Feed:
    """One feed."""

    id: str
    title: str
    updated: str
    author: str
    links: dict[str, str]
    entries: tuple[Entry, ...]

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.entries]


def feed(content: bytes) -> Feed:
    """What a reader takes from it."""
    root = etree.fromstring(content)
    return Feed(
        id=root.findtext(f"{ATOM}id"),
        title=root.findtext(f"{ATOM}title"),
        updated=root.findtext(f"{ATOM}updated"),
        author=root.findtext(f"{ATOM}author/{ATOM}name"),
        links=_links(root),
        entries=tuple(_entry(one) for one in root.findall(f"{ATOM}entry")),
    )


def _entry(one: Any) -> Entry:  # noqa: ANN401  # lxml has no types
    return Entry(
        id=one.findtext(f"{ATOM}id"),
        title=one.findtext(f"{ATOM}title"),
        updated=one.findtext(f"{ATOM}updated"),
        href=_links(one)["alternate"],
        kind=one.find(f"{ATOM}category").get("term"),
        html=one.findtext(f"{ATOM}content"),
    )


def _links(one: Any) -> dict[str, str]:  # noqa: ANN401  # lxml has no types
    return {link.get("rel"): link.get("href") for link in one.findall(f"{ATOM}link")}


def wrong_in_feed(content: bytes) -> list[str]:
    """By the schema of RFC 4287, and by what it asks in words alone."""
    root = etree.fromstring(content)
    schema = _schema()
    if not schema.validate(root):
        return [str(one) for one in schema.error_log]
    told = feed(content)
    names = [told.id, *(entry.id for entry in told.entries)]
    moments = [datetime.fromisoformat(one) for one in (told.updated, *(entry.updated for entry in told.entries))]
    return [
        *(f"not a UUID: {name}" for name in names if UUID(name).urn != name),
        *(f"twice: {name}" for name in names if names.count(name) > 1),
        *(["no author"] if not told.author else []),
        *(f"not in Beijing: {moment}" for moment in moments if moment.utcoffset() != timedelta(hours=8)),
    ]


@cache
def _schema() -> Any:  # noqa: ANN401  # lxml has no types
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def wrong_in_calendar(content: bytes, folder: Path) -> list[str]:
    """By RFC 5545: lines and octets by ourselves, values by icalendar, the grammar by pyICSParser."""
    *lines, end = content.split(b"\r\n")
    wrong = [f"over 75 octets: {line!r}" for line in lines if len(line) > 75]
    wrong += [f"no text in UTF-8: {line!r}" for line in lines if not _is_text(line)]
    wrong += ["a bare line end"] if end or any(b"\n" in line or b"\r" in line for line in lines) else []
    if wrong:
        return wrong
    components = Calendar.from_ical(content).walk()
    wrong += [f"{name}: {said}" for one in components for name, said in one.errors]
    found = [one for one in components if one.name == "VEVENT"]
    # What pyICSParser does not ask: DTSTAMP at all, and whether another event has the same UID.
    wrong += [f"no {name}" for one in found for name in ("UID", "DTSTAMP", "DTSTART") if name not in one]
    names = Counter(str(one.get("UID")) for one in found)
    return [*wrong, *(f"twice: {name}" for name, count in names.items() if count > 1), *_judged(content, folder)]


def _judged(content: bytes, folder: Path) -> list[str]:
    """Its one objection that we do not share is to the calendar's name: RFC 5545 allows X- properties there (3.6)."""
    file = folder / "judged.ics"
    file.write_bytes(content)
    judge = iCalendar()
    with contextlib.redirect_stdout(io.StringIO()):
        judge.isCalendarFileCompliant(str(file))
    named = {1 + content[: content.find(b"X-WR-CALNAME")].count(b"\n"): ["3.6_3"]}
    return [f"{line}: {codes}" for line, codes in judge.dSCM.items() if (line, codes) not in named.items()]


def _is_text(line: bytes) -> bool:
    try:
        return not any(category(sign) == "Cc" and sign != "\t" for sign in line.decode())
    except UnicodeDecodeError:
        return False


@dataclass(frozen=True)
class Event:
    """One event of a calendar."""

    uid: str
    on: date | datetime
    until: date | datetime | None
    summary: str
    description: str
    url: str
    place: str


def events(content: bytes) -> list[Event]:
    """In the order of the file."""
    return [
        Event(
            uid=str(one["UID"]),
            on=one.decoded("DTSTART"),
            until=one.decoded("DTEND", None),
            summary=str(one["SUMMARY"]),
            description=str(one["DESCRIPTION"]),
            url=str(one.get("URL", "")),
            place=str(one.get("LOCATION", "")),
        )
        for one in Calendar.from_ical(content).walk("VEVENT")
    ]
