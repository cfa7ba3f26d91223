"""Home as a board: what is open now, what is new, and each kind in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from gongkai.derive.notice import NoticeFacts
from gongkai.kinds import Kind
from gongkai.load.notice import Notice
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief
from gongkai.render.lists import YearCount, is_elsewhere, nothing, summary, years
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
    said: str
    """`张三、李四等 5 人：发展对象公示`; its title where that says more."""
    period: str
    left: str
    """`还剩 3 个工作日` or `今日截止`."""
    phone: str


@dataclass(frozen=True, kw_only=True)
class Latest:
    """A matter that was published not long ago."""

    link: Link
    what: str
    """The kind's short word for it: 支部党员大会, 发展对象."""
    state: str
    published_on: date


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One kind on the board: what it says in short, and where its lists are."""

    name: str
    title: str
    open: int
    """Its notices in their period."""
    digest: Markup
    years: tuple[YearCount, ...]
    nothing: str
    """What to say where there is nothing yet, or nothing for these readers."""


def home(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Page:
    """The board: open notices, latest matters, what each kind says in short with its years, contact."""
    notices = _open_notices(brief, kinds)
    body = templates.get_template("home.html.jinja").render(
        branch=brief.world.register.branch,
        notices=notices,
        latest=_latest(brief, kinds),
        shelves=[_shelf(brief, kind, templates, notices) for kind in kinds.values()],
        lapses=len(brief.lapses),
    )
    return Page(address="index.html", title=brief.world.register.branch.short_name, body=body, active="index.html")


def _shelf(brief: Brief, kind: Kind, templates: Environment, notices: Sequence[OpenNotice]) -> Shelf:
    counted, elsewhere = years(brief, kind, f"{kind.name}/"), is_elsewhere(brief, kind)
    digest = Markup("") if elsewhere else summary(brief, kind, templates, "home.html.jinja", "")
    return Shelf(
        name=kind.name,
        title=kind.title,
        open=sum(notice.record.kind == kind.name for notice in notices),
        digest=digest,
        years=counted,
        nothing="" if counted or digest else nothing(brief, kind),
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
        said=_said(record, facts),
        period=facts.period.range_words if facts.period else "",
        left=facts.left_words,
        phone=facts.objections.phone,
    )


def _said(record: Notice, facts: NoticeFacts) -> str:
    """Whom it is about comes first, for that is what readers look for."""
    who = few((person.name for person in record.people), 3)
    return f"{who}：{facts.subject}公示" if who and facts.subject else record.title


def _latest(brief: Brief, kinds: Mapping[str, Kind]) -> list[Latest]:
    public = [one for one in brief.shown.values() if brief.facts[one.address].head.state == "公开"]
    newest = sorted(public, key=lambda one: (_published_on(one), one.address), reverse=True)[:LATEST]
    return [
        Latest(
            link=link(record, kinds, ""),
            what=brief.facts[record.address].short,
            state=brief.facts[record.address].status,
            published_on=_published_on(record),
        )
        for record in newest
    ]


def _published_on(record: Disclosure) -> date:
    return record.published_on or record.made_on
