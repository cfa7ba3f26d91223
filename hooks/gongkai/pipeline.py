"""The whole way, read aloud: from files to pages, each step takes what the one before it made and changes nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai import check, history, kinds, load, render
from gongkai.derive.calendar import calendar_of
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding, faults, in_order
from gongkai.render import printing
from gongkai.render.site import Outcome


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the edge knows and the pipeline needs."""

    root: Path
    """The branch's folder, which holds `data/`."""
    site_url: str = ""
    """The lasting address of the current site; empty where there is none, then nothing cites it."""
    audience: tuple[str, ...] = ("本支部党员",)
    """For whom the site is built."""
    preview: bool = False
    """Drafts and pending matters are shown, marked."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What `check` knows: everything read and worked out, and all findings, sorted by place."""

    findings: tuple[Finding, ...]
    world: World | None = None
    """None where branch.yaml or catalogue.yaml could not be read."""
    facts: dict[str, Facts]


@contextmanager
def collected_later() -> Iterator[None]:
    """Python looks for dead cycles once at the end instead of a thousand times: nearly all that is made here stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def inspect(root: Path, as_of: date) -> Checked:
    """Read everything and hold it against every rule; writes nothing."""
    with collected_later():
        return _inspected(root, as_of)


def _inspected(root: Path, as_of: date) -> Checked:
    known = kinds.kinds()
    models = {kind.name: kind.model for kind in known.values()}
    register, unreadable = load.register.read(root, models)
    if register is None:
        return Checked(findings=unreadable, facts={})
    world = World(register, calendar_of(register), as_of, history.read(register, models, as_of))
    facts = kinds.facts(world, known)
    findings = in_order([*unreadable, *check.run(facts, world, known)])
    return Checked(findings=findings, world=world, facts=facts)


def build(settings: Settings, as_of: date) -> Outcome:
    """From files to pages, or to the findings that stand in the way."""
    with collected_later():
        return _built(settings, as_of)


def page(checked: Checked, address: str) -> str:
    """One record's page as the branch's own members read it, or those it is meant for; drafts and pending, too."""
    settings = Settings(root=Path(), preview=True)
    brief = _brief(checked, settings)
    if address not in brief.shown:
        brief = _brief(checked, replace(settings, audience=(min(checked.facts[address].head.audiences),)))
    return render.make_page(brief, kinds.kinds(), address)


def documents(
    checked: Checked, settings: Settings, names: Iterable[str], years: Iterable[int]
) -> tuple[printing.Document, ...]:
    """What is to be printed, for the site's own readers: records by address or index number, and years as books.

    Drafts and pending matters only where they are named, and marked. RefusedError names all that cannot be.
    """
    known, public = kinds.kinds(), _brief(checked, settings)
    drafts, years = _brief(checked, replace(settings, preview=True)), sorted({*years})
    chosen = printing.chosen(public, drafts, names, years)
    records = (printing.sheet(public if one in public.shown else drafts, known, one) for one in chosen)
    return (*records, *(printing.book(public, known, year) for year in years))


def _built(settings: Settings, as_of: date) -> Outcome:
    checked = inspect(settings.root, as_of)
    if checked.world is None or faults(checked.findings):
        return Outcome(site=None, findings=checked.findings)
    brief = _brief(checked, settings)
    site = render.make_site(brief, kinds.kinds())
    return Outcome(site=site, findings=checked.findings, left_out=render.left_out(brief))


def _brief(checked: Checked, settings: Settings) -> render.Brief:
    assert checked.world is not None
    return render.Brief(
        world=checked.world,
        facts=checked.facts,
        findings=checked.findings,
        audience=settings.audience,
        site_url=settings.site_url,
        preview=settings.preview,
    )
