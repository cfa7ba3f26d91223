"""One iCalendar file (RFC 5545) of the days that public records name: periods, meetings, whatever is still due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from gongkai.derive.dates import Occasion
from gongkai.kinds import Kind
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief
from gongkai.render.feeds.names import absolute, lasting, unique
from gongkai.render.matter import updated_on

LOOKING_BACK: Final = timedelta(days=400)
"""From the newest publication, not from today, for then the file would change because a day went by. A bit more than a
year: what comes once a year still shows when it was last time. What is to come is never left out."""
_ZONE: Final = "Asia/Shanghai"
_LONGEST: Final = 74
"""Octets of a line: 75 without its end, but there are programs that count half of that end."""
_HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gongkai//Gongkai//ZH", "CALSCALE:GREGORIAN")
# No summer time since 1991. And a calendar without any event would not be one, were the zone not in it (3.6).
_HOURS: Final = (
    *("BEGIN:VTIMEZONE", f"TZID:{_ZONE}", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZNAME:CST"),
    *("TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE"),
)


def calendar(brief: Brief, kinds: Mapping[str, Kind]) -> bytes:
    """In the order of days. A record that was withdrawn, or is not public yet, gives no event."""
    public = [one for one in brief.shown.values() if brief.facts[one.address].head.state == "公开"]
    since = max((one.published_on for one in public if one.published_on), default=date.max) - LOOKING_BACK
    found = [
        (one.on, lasting(record), one.key, one, record)
        for record in public
        if (dates := kinds[record.kind].dates)
        for one in dates(record, brief.facts[record.address])
        if one.on >= since
    ]
    found.sort(key=lambda each: each[:3])
    name = escaped(f"{brief.world.register.branch.short_name}公开日历")
    lines = [*_HEAD, f"X-WR-CALNAME:{name}", *_HOURS]
    for *_, one, record in found:
        lines += _event(brief, kinds[record.kind], record, one)
    lines.append("END:VCALENDAR")
    return b"".join(map(folded, lines))


def _event(brief: Brief, kind: Kind, record: Disclosure, one: Occasion) -> Iterator[str]:
    told = "\n".join((*one.lines, f"{kind.title}，{lasting(record)}"))
    stamp = updated_on(brief, record) - timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{unique(brief, f'{lasting(record)}/{one.key}')}"
    yield f"DTSTAMP:{_figures(stamp)}T160000Z"  # when that day began in Beijing
    yield from _when(one)
    yield f"SUMMARY:{escaped(f'{one.what}：{record.title}')}"
    yield f"DESCRIPTION:{escaped(told)}"
    yield f"CATEGORIES:{escaped(kind.title)}"
    if one.place:
        yield f"LOCATION:{escaped(one.place)}"
    if brief.site_url:
        yield f"URL:{absolute(brief, f'{record.address}.html')}"
    yield "END:VEVENT"


def _when(one: Occasion) -> Iterator[str]:
    """A whole day makes nobody look busy. That hours do not run backwards is a rule of the kind's."""
    if not one.starts:
        yield f"DTSTART;VALUE=DATE:{_figures(one.on)}"
        yield "TRANSP:TRANSPARENT"
        return
    starts, ends = (clock.replace(":", "").zfill(4) for clock in (one.starts, one.ends))
    yield f"DTSTART;TZID={_ZONE}:{_figures(one.on)}T{starts}00"
    if one.ends:
        yield f"DTEND;TZID={_ZONE}:{_figures(one.on)}T{ends}00"


def _figures(day: date) -> str:
    return f"{day:%Y%m%d}"


def escaped(text: str) -> str:
    """What separates parts of a value stands for itself (RFC 5545, 3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """The line with its end, broken where it has more than 75 octets, and never within a character (3.1)."""
    whole = line.encode()
    if len(whole) <= _LONGEST:
        return whole + b"\r\n"
    pieces, start = [], 0
    while start < len(whole):
        end = min(start + _LONGEST - bool(start), len(whole))  # the space before what goes on counts
        while end < len(whole) and whole[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(whole[start:end])
        start = end
    return b"\r\n ".join(pieces) + b"\r\n"
