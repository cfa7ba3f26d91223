"""检查入口: everything an inspector asks for, on one page for all years and on one page for each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from gongkai.kinds import Kind, Scope
from gongkai.load.record import Disclosure
from gongkai.render import manual
from gongkai.render.brief import Brief
from gongkai.render.contents import with_contents
from gongkai.render.inspection import events, notices, overview
from gongkai.render.inspection.events import Material, material
from gongkai.render.site import Page

ADDRESS = "inspection.html"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page of it: which years, and how far it lies from the site's root."""

    years: tuple[int, ...]
    """Newest first."""
    year: int | None = None
    """None for all years."""

    @property
    def root(self) -> str:
        return "../" if self.year else ""

    @property
    def address(self) -> str:
        return f"inspection/{self.year}.html" if self.year else ADDRESS

    @property
    def title(self) -> str:
        return f"检查入口 {self.year}年" if self.year else "检查入口"


def pages(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> list[Page]:
    """The page of all years first, then one for each year, newest first."""
    found = material(brief, kinds)
    sheets = [Sheet(years=found.years), *(Sheet(years=(year,), year=year) for year in found.years)]
    return [_page(sheet, found, templates) for sheet in sheets]


def _page(sheet: Sheet, found: Material, templates: Environment) -> Page:
    brief, kinds, root = found.brief, found.kinds, sheet.root
    records = found.records_of(sheet.years)
    lapses = [lapse for lapse in brief.lapses if found.year_of_lapse(lapse) in (None, *sheet.years)]
    body = templates.get_template("inspection/page.html.jinja").render(
        sheet=sheet,
        all_years=found.years,
        root=root,
        items=overview.rows(brief, kinds, sheet.year, root),
        sections=[_section(kind, records, sheet, found, templates) for kind in kinds.values()],
        periods=notices.periods(records, brief, kinds, root),
        outcomes=notices.outcomes(records, brief, kinds, root),
        forms=events.forms(found, sheet.year, root),
        all_forms=len(found.forms),
        lapse_groups=manual.grouped(lapses, brief, kinds, root),
        late=events.recorded_late(found, sheet.years, root),
        corrections=events.corrections(found, sheet.years, root),
        withdrawn=events.withdrawn(found, sheet.years, root),
    )
    return Page(address=sheet.address, title=sheet.title, body=with_contents(body), active=ADDRESS)


def _section(
    kind: Kind, records: Sequence[Disclosure], sheet: Sheet, found: Material, templates: Environment
) -> Markup:
    """What the kind itself tells an inspector; nothing where it tells nothing."""
    if kind.inspection is None:
        return Markup("")
    brief = found.brief
    scope = Scope(
        world=brief.world,
        years=sheet.years,
        lapses=tuple(lapse for lapse in brief.lapses if lapse.code.startswith(f"{kind.name}.")),
        addresses=found.addresses,
    )
    own = [(record, brief.facts[record.address]) for record in records if record.kind == kind.name]
    template = templates.get_template(f"{kind.name}/inspection.html.jinja")
    return Markup(template.render(seen=kind.inspection.about(own, scope), root=sheet.root))
