"""The search page and its data: what stands on the pages, as scripts that load one after the other (decision 0014)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from typing import Final

from jinja2 import Environment

from gongkai.kinds import Kind
from gongkai.load.notice import Notice
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief
from gongkai.render.paper import without_sheet
from gongkai.render.site import DataFile, Page

ADDRESS: Final = "search.html"
_WAYS: Final = re.compile(r"<nav\b.*?</nav>", re.DOTALL)
_CHART: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
"""Its figures stand beside it. Two patterns, since the search for one word is much faster than that for one of two."""
_INLINE: Final = re.compile(r"</?(?:a|abbr|b|code|em|mark|small|span|strong|time)(?=[\s>])[^>]*+>")
_PIECE: Final = re.compile(r">\s*+([^<\s][^<]*+)")
_HEADING: Final = re.compile(r'<h[23] id="([^"]+)">(.*?)</h[23]>', re.DOTALL)


def page(kinds: Mapping[str, Kind], templates: Environment) -> Page:
    """The box, the same whatever the data; without script it leads to the lists."""
    body = templates.get_template("search.html.jinja").render(kinds=tuple(kinds.values()))
    return Page(address=ADDRESS, title="检索", body=body, active=ADDRESS)


def text(body: str) -> str:
    """What a reader sees below the heading: one line for each block, so that no word reaches from one into the next."""
    below = _CHART.sub("", _WAYS.sub("", without_sheet(body[body.find("</h1>") :])))
    flat = _INLINE.sub("", below.replace("</span><", "</span> <"))
    # NUL stands for the end of a block while white space is put in order: it cannot occur in a record.
    shown = "\0".join(_PIECE.findall(flat))
    lines = " ".join(shown.split()).replace(" \0", "\0").replace("\0 ", "\0").replace("\0", "\n")
    return unescape(lines) if "&" in lines else lines


def scripts(
    brief: Brief, kinds: Mapping[str, Kind], records: Sequence[Page], others: Sequence[Page]
) -> Iterator[DataFile]:
    """`search/handbook.js`, `search/<year>.js`, `search/titles.js`; a year's changes only with that year's pages.

    `records` are the pages of records, `others` those of handbook, rules and schemes.
    """
    pages = {page.address: page for page in records}
    newest = sorted(brief.shown.values(), key=lambda one: (one.year, one.made_on, one.address), reverse=True)
    handbook = _shard("handbook", [part for page in others for part in _parts(page)])
    yield handbook.script
    years = []
    for year, those in groupby(newest, key=lambda one: one.year):
        shard = _shard(str(year), [text(pages[f"{one.address}.html"].body) for one in those])
        years.append([shard.name, shard.count, shard.digest])
        yield shard.script
        del shard  # the texts of one year at a time
    titles = _Titles(brief, kinds)
    rows = [titles.row(record) for record in newest]
    about = {
        "kinds": [kind.title for kind in kinds.values()],
        "folders": list(kinds),
        "words": list(titles.words),
        "years": years,
        "handbook": handbook.digest,
        "records": rows,
    }
    yield DataFile(address="search/titles.js", content=f"gongkaiSearch.titles({_json(about)});\n".encode())


@dataclass(frozen=True)
class _Shard:
    """One file of texts, called by its name; titles.js tells its digest, so that old and new are never mixed."""

    name: str
    count: int
    digest: str
    script: DataFile


def _shard(name: str, texts: Sequence[object]) -> _Shard:
    data = _json(texts).encode()
    digest = hashlib.sha256(data).hexdigest()[:8]
    content = b"".join((f'gongkaiSearch.texts("{name}", "{digest}", '.encode(), data, b");\n"))
    return _Shard(name, len(texts), digest, DataFile(address=f"search/{name}.js", content=content))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class _Titles:
    """Rows of key fields. Words that come again and again stand once, in the order in which they first come."""

    brief: Brief
    kinds: Mapping[str, Kind]
    words: dict[str, int] = field(default_factory=dict)

    def row(self, record: Disclosure) -> list[object]:
        """Name, kind, short word, state, day, index number, title, people that the title does not name."""
        facts = self.brief.facts[record.address]
        gone = facts.head.state == "已撤回"
        row: list[object] = [
            record.address.split("/")[2],
            list(self.kinds).index(record.kind),
            self._number("" if gone else facts.short),
            self._number(facts.status),
            record.made_on.year * 10000 + record.made_on.month * 100 + record.made_on.day,
            record.index or "",
            record.title,
        ]
        people = "" if gone else "\n".join(_people(record))
        return [*row, people] if people else row

    def _number(self, word: str) -> int:
        return self.words.setdefault(word, len(self.words))


def _people(record: Disclosure) -> Iterable[str]:
    """Whoever a notice is about."""
    named = (person.name for person in record.people) if isinstance(record, Notice) else ()
    return dict.fromkeys(name for name in named if name not in record.title)


def _parts(page: Page) -> Iterator[tuple[str, str, str, str]]:
    """Each section of a page: its address, its heading, the page's title, its text."""
    opening, *rest = _HEADING.split(page.body)
    yield page.address, page.title, "", text(opening)
    for anchor, heading, body in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        yield f"{page.address}#{anchor}", text(f"</h1>{heading}"), page.title, text(f"</h1>{body}")
