"""订阅: what happened, as Atom feeds, and the days to keep in mind, as a calendar; files beside the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment

from gongkai.kinds import Kind
from gongkai.render.brief import Brief
from gongkai.render.feeds.atom import feed
from gongkai.render.feeds.calendar import calendar
from gongkai.render.feeds.entries import ALL, entries
from gongkai.render.site import DataFile

CALENDAR: Final = "changes/calendar.ics"


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What one may subscribe to: the same whatever the data, so that no subscription ever ends."""

    feeds: tuple[tuple[str, str], ...]
    """What each is about, and its address from the site's root."""
    calendar: str = CALENDAR


def offers(kinds: Mapping[str, Kind]) -> Offers:
    """A feed of everything and one for each kind, in the order of pages."""
    return Offers(feeds=(("全部", _address(ALL)), *((kind.title, _address(kind.name)) for kind in kinds.values())))


def files(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Iterator[DataFile]:
    """`changes/all.xml`, `changes/<kind>.xml` and `changes/calendar.ics`, valid also where nothing is in them."""
    titles = {ALL: "公开和变更"} | {kind.name: f"{kind.title}的公开和变更" for kind in kinds.values()}
    for name, told in entries(brief, kinds, templates).items():
        address = _address(name)
        yield DataFile(address=address, content=feed(brief, templates, (address, titles[name]), told))
    yield DataFile(address=CALENDAR, content=calendar(brief, kinds))


def _address(name: str) -> str:
    return f"changes/{name}.xml"
