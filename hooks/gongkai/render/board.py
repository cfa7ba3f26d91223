"""Home and lists: what is open now, what is new, and everything by kind and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from gongkai.derive.notice import NoticeFacts
from gongkai.kinds import Kind
from gongkai.load.notice import Notice
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief
from gongkai.render.markup import few
from gongkai.render.matter import Link, link
from gongkai.render.site import Page

LATEST = 5


@dataclass(frozen=True, kw_only=True)
class OpenNotice:
    """A notice in its period."""

    link: Link
    record: Notice
    facts: NoticeFacts
    who: str
    """`张三、李四等 5 人`."""
    what: str
    period: str
    left: str
    """`还剩 3 个工作日` or `今日截止`."""
    phone: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record in a list."""

    link: Link
    index: str
    what: str
    """The kind's short word for it: 支部党员大会, 发展对象."""
    state: str
    published_on: date | None
    marks: tuple[str, ...]
    """补录, 有偏差, 已更正."""


@dataclass(frozen=True, kw_only=True)
class YearCount:
    """How many records a kind has in a year."""

    href: str
    year: int
    count: int


def home(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Page:
    """The board: open notices, latest matters, what each kind says in short, contact, years."""
    body = templates.get_template("home.html.jinja").render(
        branch=brief.world.register.branch,
        notices=_open_notices(brief, kinds),
        latest=_latest(brief, kinds),
        summaries=[_summary(brief, kind, templates, "") for kind in kinds.values()],
        kinds=[
            (kind.title, f"{kind.name}/index.html", _years(brief, kind, f"{kind.name}/")) for kind in kinds.values()
        ],
        lapses=len(brief.lapses),
    )
    return Page(address="index.html", title=brief.world.register.branch.short_name, body=body, active="index.html")


def _summary(brief: Brief, kind: Kind, templates: Environment, root: str) -> Markup:
    """What the kind says of all its records; nothing where it says nothing."""
    if kind.summary is None:
        return Markup("")
    records = [(record, brief.facts[record.address]) for record in brief.of_kind(kind.name)]
    template = templates.get_template(f"{kind.name}/summary.html.jinja")
    return Markup(template.render(summary=kind.summary(records, brief.world), root=root))


def lists(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Iterator[Page]:
    """For each kind its page of years, and a page for each year."""
    template = templates.get_template("list.html.jinja")
    for kind in kinds.values():
        years = _years(brief, kind, "")
        item = brief.world.register.catalogue.item(kind.name, None)
        records = brief.of_kind(kind.name)
        rows = [row(record, brief, kinds, "../") for record in records]
        summary = _summary(brief, kind, templates, "../")
        body = template.render(kind=kind, item=item, year=None, years=years, rows=rows, summary=summary)
        yield _list(body, kind, None)
        for one in years:
            rows = [row(record, brief, kinds, "../../") for record in records if record.year == one.year]
            body = template.render(kind=kind, item=item, year=one.year, years=(), rows=rows, summary="")
            yield _list(body, kind, one.year)


def _list(body: str, kind: Kind, year: int | None) -> Page:
    folder = f"{kind.name}/{year}" if year else kind.name
    title = f"{kind.title} {year}年" if year else kind.title
    return Page(address=f"{folder}/index.html", title=title, body=body, active=f"{folder}/index.html")


def row(record: Disclosure, brief: Brief, kinds: Mapping[str, Kind], root: str) -> Row:
    """The record's line in a list that lies `root` away from the site's root."""
    facts = brief.facts[record.address]
    marks = (
        ("补录", record.recorded_late is not None),
        ("已更正", bool(record.corrections)),
        ("有偏差", record.address in brief.lapses_of),
    )
    return Row(
        link=link(record, kinds, root),
        index=record.index or "",
        what=facts.short,
        state=facts.status,
        published_on=record.published_on,
        marks=tuple(name for name, holds in marks if holds),
    )


def _years(brief: Brief, kind: Kind, prefix: str) -> tuple[YearCount, ...]:
    counted = Counter(record.year for record in brief.of_kind(kind.name))
    return tuple(
        YearCount(href=f"{prefix}{year}/index.html", year=year, count=count)
        for year, count in sorted(counted.items(), reverse=True)
    )


def _open_notices(brief: Brief, kinds: Mapping[str, Kind]) -> list[OpenNotice]:
    """Those in their period on the as-of date, the one that ends first on top."""
    found = []
    for record in brief.shown.values():
        facts = brief.facts[record.address]
        if not isinstance(record, Notice) or not isinstance(facts, NoticeFacts):
            continue
        if facts.head.state == "公开" and record.period and facts.period and facts.period.is_open:
            found.append((record.period.last, record, facts))
    return [_open(record, facts, kinds) for _, record, facts in sorted(found, key=lambda one: (one[0], one[1].address))]


def _open(record: Notice, facts: NoticeFacts, kinds: Mapping[str, Kind]) -> OpenNotice:
    return OpenNotice(
        link=link(record, kinds, ""),
        record=record,
        facts=facts,
        who=few((person.name for person in record.people), 3),
        what=facts.short,
        period=facts.period.range_words if facts.period else "",
        left=facts.left_words,
        phone=facts.objections.phone,
    )


def _latest(brief: Brief, kinds: Mapping[str, Kind]) -> list[Row]:
    public = [one for one in brief.shown.values() if brief.facts[one.address].head.state == "公开"]
    newest = sorted(public, key=lambda one: (one.published_on or one.made_on, one.address), reverse=True)
    return [row(record, brief, kinds, "") for record in newest[:LATEST]]
