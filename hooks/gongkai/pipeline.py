"""The whole way, read aloud: from files to pages, each step takes what the one before it made and changes nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai import check, history, kinds, load, render
from gongkai.derive.calendar import calendar_of
from gongkai.derive.coverage import falling_due
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding, faults, in_order
from gongkai.history import between, comparing, resting
from gongkai.history.comparing import Change
from gongkai.history.differences import Model
from gongkai.history.git import UnavailableError, repository
from gongkai.history.kept import is_base
from gongkai.history.moments import Moment, moment, unpack
from gongkai.history.texts import Text, index_in, read_text
from gongkai.load.record import Disclosure
from gongkai.load.register import SUFFIX
from gongkai.render import printing
from gongkai.render.inspection.events import material
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

    @property
    def is_whole(self) -> bool:
        """Whether the rules were asked."""
        return self.world is not None


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


def _inspected(root: Path, as_of: date, missing: str = "") -> Checked:
    """`missing` is why git need not be asked."""
    known = kinds.kinds()
    models = {kind.name: kind.model for kind in known.values()}
    register, unreadable = load.register.read(root, models)
    if register is None:
        return Checked(findings=unreadable, facts={})
    past = history.History(missing=missing) if missing else history.read(register, models, as_of)
    world = World(register, calendar_of(register), as_of, past)
    facts = kinds.facts(world, known)
    findings = in_order([*unreadable, *check.run(facts, world, known)])
    return Checked(findings=findings, world=world, facts=facts)


def due(checked: Checked, until: date) -> list[tuple[date, str]]:
    """What falls due up to the day, the earliest first: by the catalogue, and by what public records themselves say."""
    if checked.world is None:
        return []
    known, world = kinds.kinds(), checked.world
    found = [
        (cell.due, f"{item.name}：{cell.title}") for item, cell in falling_due(world, checked.facts, until) if cell.due
    ]
    for record in world.register.records:
        dates, facts = known[record.kind].dates, checked.facts[record.address]
        for one in dates(record, facts) if dates and facts.head.state == "公开" else ():
            if world.as_of <= one.on <= until:
                found.append((one.on, f"{one.what}：{record.title}（{record.address}）"))
    for kind in known.values():
        expected = kind.coming(checked.facts, world) if kind.coming else ()
        found += [(day, words) for day, words in expected if world.as_of <= day <= until]
    return sorted(found)


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
    """What is to be printed, for the site's own readers: records by address or index number, and years as two books.

    Drafts and pending matters only where they are named, and marked. RefusedError names all that cannot be.
    """
    known, public = kinds.kinds(), _brief(checked, settings)
    drafts, years = _brief(checked, replace(settings, preview=True)), sorted({*years})
    found = material(public, known)
    chosen = printing.chosen(found, drafts, names, years)
    records = (printing.sheet(public if one in public.shown else drafts, known, one) for one in chosen)
    return (*records, *printing.bound_years(found, years))


def _built(settings: Settings, as_of: date, missing: str = "") -> Outcome:
    checked = _inspected(settings.root, as_of, missing)
    if checked.world is None or faults(checked.findings):
        return Outcome(site=None, findings=checked.findings, is_whole=checked.is_whole)
    known = kinds.kinds()
    models: dict[str, Model] = {kind.name: kind.model for kind in known.values()}
    try:
        editions = between.editions(checked.world.register, checked.world.history, models)
    except UnavailableError as problem:  # more was kept of the last run than git has now: as if nothing had been kept
        return _built(settings, as_of, str(problem))
    brief = replace(_brief(checked, settings), editions=editions)
    site = render.make_site(brief, known)
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


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A branch's folder as it was at a moment, and what `check` would have known that day."""

    root: Path
    moment: Moment
    checked: Checked


@contextmanager
def standing(root: Path, asked: str, as_of: date) -> Iterator[Standing]:
    """For as long as one looks at it. UnknownError where no moment is called so, UnavailableError without history."""
    repo = repository(root)
    then = moment(repo, asked, as_of)
    if then.commit is None:
        yield Standing(root=root, moment=then, checked=inspect(root, as_of))
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        unpack(repo, then.commit, folder)
        checked = inspect(folder, then.day)
        world = replace(checked.world, history=history.History()) if checked.world else None  # it has none of its own
        yield Standing(root=folder, moment=then, checked=replace(checked, world=world))


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two moments, and what happened between them."""

    moments: tuple[Moment, Moment]
    changes: tuple[Change, ...]
    """To records, by kind."""
    altered: tuple[resting.Altered, ...]
    """Of what they all rest on."""


def compare(root: Path, asked: tuple[str, str], as_of: date) -> Compared:
    """Everything that is there at one of the moments. UnknownError and UnavailableError as `standing` gives them."""
    models: dict[str, Model] = {kind.name: kind.model for kind in kinds.kinds().values()}
    with standing(root, asked[0], as_of) as before, standing(root, asked[1], as_of) as after:
        return Compared(
            moments=(before.moment, after.moment),
            changes=comparing.compare(_side(before, models), _side(after, models), models),
            altered=tuple(resting.altered(_bases(before.root), _bases(after.root))),
        )


def _bases(root: Path) -> dict[str, Text]:
    """By path, the files on which all matters rest."""
    files = (file for pattern in resting.MODELS for file in root.glob(pattern) if file.is_file())
    named = ((file.relative_to(root).as_posix(), file) for file in files)
    return {path: read_text(file.read_bytes(), path) for path, file in named if is_base(path)}


def _side(then: Standing, models: Iterable[str]) -> dict[str, comparing.Shown]:
    """By index number, or address, every record of a folder; those that cannot be read as the text they are."""
    world = then.checked.world
    known = {record.file: record for record in world.register.records} if world else {}
    files = (file for name in models for file in sorted(then.root.glob(f"data/{name}/*/*{SUFFIX}")))
    shown = (_shown(file, then, known) for file in files if file.is_file())
    return {one.index or one.address: one for one in shown}


def _shown(file: Path, then: Standing, known: Mapping[str, Disclosure]) -> comparing.Shown:
    path = file.relative_to(then.root).as_posix()
    address = path.removeprefix("data/").removesuffix(SUFFIX)
    record, facts = known.get(path), then.checked.facts.get(address)
    text = read_text(file.read_bytes(), path) if record is None else Text(record.document.text, record.document.values)
    index, title = (str(text.tree.get(name, "")) for name in ("index", "title"))
    return comparing.Shown(
        address=address,
        index=index or ("" if text.tree else index_in(text.raw.encode())),
        title=title or address,
        text=text.raw,
        tree=text.tree,
        state=facts.head.state if facts else "",
        status=facts.status if facts else "",
    )
