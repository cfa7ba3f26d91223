"""The page of one record: what matters first, then the official head, its thread, lapses and corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jinja2 import Environment

from gongkai.findings import Finding
from gongkai.kinds import Kind
from gongkai.load.afterwards import Correction
from gongkai.load.record import Disclosure
from gongkai.load.register import Register, attachment_file
from gongkai.render import forms
from gongkai.render.audience import open_to
from gongkai.render.brief import Brief
from gongkai.render.contents import with_contents
from gongkai.render.happenings import Past
from gongkai.render.paper import Paper, paper
from gongkai.render.site import Attachment, Page


class Link(NamedTuple):
    """A link to another record, relative to the page it stands on."""

    href: str
    title: str
    kind: str
    made_on: date


@dataclass(frozen=True, kw_only=True)
class Related:
    """A record that this one refers to, or that refers to it."""

    how: str
    """`本事项提到`, `提到本事项` or `互相提到`."""
    address: str
    link: Link


@dataclass(frozen=True, kw_only=True)
class File:
    """An attachment as the page names it."""

    href: str
    title: str
    type: str
    size: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around a kind's own part of a page."""

    branch: str
    """The full name of who publishes."""
    kind: str
    note: str
    """Why this page is marked, in a preview or after withdrawal; else empty."""
    audiences: tuple[str, ...]
    thread: tuple[Related, ...]
    gaps: tuple[str, ...]
    named: Mapping[str, Link]
    """Each reference as it was written → where it leads; what these readers may not see is missing."""
    files: tuple[File, ...]
    lapses: tuple[Finding, ...]
    past: Past | None
    """What became of it since it was published; None where there is no history, or no publication."""
    no_history: str
    """Why there is none."""
    corrections: tuple[Correction, ...]
    """Those of which the history does not tell."""
    updated_on: date
    earlier: Link | None
    later: Link | None
    paper: Paper | None
    """The official sheet, for kinds that have one."""
    form: str
    """Link to its 审批表 in a preview; else empty."""
    root: str
    """From the page to the site's root: `../../`."""


ROOT = "../../"
"""Every record page is `<kind>/<year>/<name>.html`."""


def pages(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Iterator[Page]:
    """One page for each record shown, withdrawn ones included: those say only that and why."""
    for name in kinds:
        records = brief.of_kind(name)
        for number, record in enumerate(records):
            later = records[number - 1] if number else None
            earlier = records[number + 1] if number + 1 < len(records) else None
            yield page(brief, kinds, templates, record, (earlier, later))


def page(
    brief: Brief,
    kinds: Mapping[str, Kind],
    templates: Environment,
    record: Disclosure,
    near: tuple[Disclosure | None, Disclosure | None] = (None, None),
) -> Page:
    """The page of one record as these readers see it; `near` are the ones before and after it in its list."""
    facts = brief.facts[record.address]
    name = "withdrawn.html.jinja" if facts.head.state == "已撤回" else f"{record.kind}/page.html.jinja"
    frame = _frame(brief, kinds, record, near)
    return Page(
        address=f"{record.address}.html",
        title=record.title,
        body=with_contents(templates.get_template(name).render(record=record, facts=facts, frame=frame)),
        active=f"{record.kind}/{record.year}/index.html",
        source=record.file,
    )


def attachments(brief: Brief) -> list[Attachment]:
    """The files of every record shown and not withdrawn."""
    return [
        Attachment(address=f"{record.kind}/{record.year}/files/{attached.file}", file=brief.world.register.root / file)
        for record in brief.shown.values()
        if brief.facts[record.address].head.state != "已撤回"
        for attached in record.attachments
        if (file := attachment_file(record, attached.file))
    ]


def _frame(brief: Brief, kinds: Mapping[str, Kind], record: Disclosure, near: tuple[Disclosure | None, ...]) -> Frame:
    facts = brief.facts[record.address]
    earlier, later = (link(one, kinds) if one else None for one in near)
    return Frame(
        branch=brief.world.register.branch.name,
        kind=kinds[record.kind].title,
        note=_note(brief, record),
        audiences=open_to(record, facts.head.audiences, brief.world.register.branch),
        thread=tuple(_thread(brief, kinds, record)),
        gaps=brief.gaps(record),
        named=_named(brief, kinds, record),
        files=tuple(_files(record, brief.world.register)),
        lapses=brief.lapses_of.get(record.address, ()),
        past=Past(told) if (told := brief.happenings.get(record.address)) else None,
        no_history=brief.world.history.missing,
        corrections=untold(brief, record),
        updated_on=updated_on(brief, record),
        earlier=earlier,
        later=later,
        paper=paper(brief, kinds[record.kind], record, facts),
        form=f"{ROOT}{forms.address_of(record, brief)}.html" if brief.preview else "",
        root=ROOT,
    )


def _note(brief: Brief, record: Disclosure) -> str:
    """What a preview says of a page that the site does not show, or not so."""
    state = brief.facts[record.address].head.state
    notes = {"草稿": "草稿：尚未审批，不会公开", "待公开": "待公开：公开日期未到"}
    loose = brief.preview and record.address in brief.world.history.uncommitted
    return "；".join(filter(None, (notes.get(state), "未提交：改动还没有用 git 提交" if loose else None)))


def link(record: Disclosure, kinds: Mapping[str, Kind], root: str = ROOT) -> Link:
    """To the record's page, from a page that lies `root` away from the site's root."""
    return Link(
        href=f"{root}{record.address}.html", title=record.title, kind=kinds[record.kind].title, made_on=record.made_on
    )


def _thread(brief: Brief, kinds: Mapping[str, Kind], record: Disclosure) -> Iterator[Related]:
    """Every record once, and only what these readers may see."""
    to, by = [one.address for one in brief.cited(record)], brief.referrers.get(record.address, ())
    words = {(True, False): "本事项提到", (False, True): "提到本事项", (True, True): "互相提到"}
    for address in dict.fromkeys((*to, *by)):
        yield Related(how=words[address in to, address in by], address=address, link=link(brief.shown[address], kinds))


def _named(brief: Brief, kinds: Mapping[str, Kind], record: Disclosure) -> dict[str, Link]:
    targets = {name: brief.world.register.by_name.get(name) for _, name in record.cited()}
    shown = {name: brief.shown.get(target.address) for name, target in targets.items() if target}
    return {name: link(target, kinds) for name, target in shown.items() if target}


def _files(record: Disclosure, register: Register) -> list[File]:
    files = []
    for attached in record.attachments:
        found = register.attachments[attachment_file(record, attached.file)]
        href = f"files/{attached.file}"
        files.append(
            File(href=href, title=attached.title, type=found.type, size=size_words(found.size), sha256=found.sha256)
        )
    return files


def size_words(size: int) -> str:
    """`128 KB`, `2.4 MB`: rounded up, so that nothing is 0."""
    if size < 1024 * 1024:
        return f"{-(-size // 1024)} KB"
    return f"{-(-size * 10 // (1024 * 1024)) / 10} MB"


def untold(brief: Brief, record: Disclosure) -> tuple[Correction, ...]:
    """The corrections of which the history, where there is one, does not tell."""
    if not record.corrections:  # as of nearly all
        return ()
    told = {reason for one in brief.happenings.get(record.address, ()) for reason in one.reasons}
    return tuple(one for one in record.corrections if one.note.strip() not in told)


def updated_on(brief: Brief, record: Disclosure) -> date:
    """最后更新: the last of its own days and of those on which it changed, none of them after the as-of date."""
    as_of, told = brief.world.as_of, brief.happenings.get(record.address, ())
    committed = (one.on for one in told if one.on)
    return max((day for day in (*record.changed_on(), *committed) if day <= as_of), default=record.made_on)
