"""检查入口: a page for each year with all an inspector asks for, and one that leads there by what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from gongkai.derive.head import Facts
from gongkai.kinds import Scope, Tally
from gongkai.load.record import Disclosure
from gongkai.render import manual
from gongkai.render.contents import with_contents
from gongkai.render.inspection import commits, events, notices, overview
from gongkai.render.inspection.events import Material
from gongkai.render.site import Page

ADDRESS = "inspection.html"
ROOT = "../"
"""Pages of years are `inspection/<year>.html`."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a kind tells of one year, and what its sections come to."""

    html: Markup
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What all kinds share in one year."""

    periods: list[notices.PeriodRow]
    outcomes: list[notices.OutcomeRow]
    forms: tuple[events.FormRow, ...]
    commits: commits.Commits
    lapses: manual.Groups
    late: tuple[events.Event, ...]
    corrections: tuple[events.Event, ...]
    withdrawn: tuple[events.Event, ...]

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """In the order of the page."""
        off = sum(bool(row.lapses) for row in self.periods)
        lapses = sum(len(rows) for _, rows in self.lapses)
        return (
            Tally(
                anchor="periods",
                title="公示期",
                count=len(self.periods),
                unit="份",
                but=f"{off} 份有偏差" if off else "",
            ),
            Tally(anchor="outcomes", title="公示结果", count=len(self.outcomes), unit="条"),
            Tally(anchor="approvals", title="审批", count=len(self.forms), unit="张"),
            Tally(
                anchor="commits",
                title="首次提交",
                count=self.commits.count,
                unit="件",
                but=f"{len(self.commits.late)} 件迟" if self.commits.late else "",
            ),
            Tally(anchor="lapses", title="偏差和说明", count=lapses, unit="条"),
            Tally(anchor="late", title="补录", count=len(self.late), unit="条"),
            Tally(anchor="corrections", title="更正", count=len(self.corrections), unit="条"),
            Tally(anchor="withdrawn", title="撤回", count=len(self.withdrawn), unit="条"),
        )


@dataclass(frozen=True, kw_only=True)
class Row:
    """One section through the years, newest first."""

    tallies: tuple[Tally, ...]

    @property
    def anchor(self) -> str:
        return self.tallies[0].anchor

    @property
    def title(self) -> str:
        return self.tallies[0].title

    @property
    def unit(self) -> str:
        return self.tallies[0].unit

    @property
    def total(self) -> int:
        return sum(tally.count for tally in self.tallies)


def pages(found: Material, templates: Environment) -> Iterator[Page]:
    """One for each year, newest first, and at last the one of all years."""
    tallies = []
    for year in found.years:
        page, those = _year(year, found, templates)
        tallies.append(those)
        yield page
    # Every year tells the same sections in the same order: side by side they are the rows.
    rows = [Row(tallies=those) for those in zip(*tallies, strict=True)]
    items = overview.rows(found, None, "")
    template = templates.get_template("inspection/front.html.jinja")
    body = template.render(years=found.years, rows=rows, items=items, year=None, root="")
    yield Page(address=ADDRESS, title="检查入口", body=body, active=ADDRESS)


def _year(year: int, found: Material, templates: Environment) -> tuple[Page, list[Tally]]:
    told = list(_told(year, found, templates))
    shared = _shared(year, found)
    body = templates.get_template("inspection/year.html.jinja").render(
        year=year,
        years=found.years,
        root=ROOT,
        items=overview.rows(found, year, ROOT),
        sections=[one.html for one in told],
        shared=shared,
    )
    title, address = f"检查入口 {year}年", f"inspection/{year}.html"
    page = Page(address=address, title=title, body=with_contents(body), active=ADDRESS)
    return page, [*(tally for one in told for tally in one.tallies), *shared.tallies]


def _told(year: int, found: Material, templates: Environment) -> Iterator[Told]:
    """What the kinds themselves tell an inspector."""
    brief = found.brief
    records: dict[str, list[tuple[Disclosure, Facts]]] = {}
    for one in found.by_year.get(year, ()):
        records.setdefault(one.kind, []).append((one, brief.facts[one.address]))
    for kind in found.kinds.values():
        if kind.inspection is None:
            continue
        scope = Scope(
            world=brief.world,
            year=year,
            lapses=brief.lapses_by.get(kind.name, ()),
            addresses=found.addresses,
        )
        seen = kind.inspection.about(records.get(kind.name, []), scope)
        html = templates.get_template(f"{kind.name}/inspection.html.jinja").render(seen=seen, root=ROOT)
        yield Told(html=Markup(html), tallies=kind.inspection.tallies(seen))


def _shared(year: int, found: Material) -> Shared:
    brief, kinds, records = found.brief, found.kinds, found.by_year.get(year, ())
    lapses = [lapse for lapse in brief.lapses if found.year_of_lapse(lapse) in (None, year)]
    return Shared(
        periods=notices.periods(records, brief, kinds, ROOT),
        outcomes=notices.outcomes(records, brief, kinds, ROOT),
        forms=events.forms(found, year, ROOT),
        commits=commits.commits(found, year, ROOT),
        lapses=manual.grouped(lapses, brief, kinds, ROOT),
        late=events.recorded_late(found, year, ROOT),
        corrections=events.corrections(found, year, ROOT),
        withdrawn=events.withdrawn(found, year, ROOT),
    )
