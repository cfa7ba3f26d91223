"""All pages of a site, and its short navigation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from jinja2 import Environment

from gongkai.kinds import Kind
from gongkai.render import (
    board,
    books,
    changes,
    comparison,
    coverage,
    feeds,
    forms,
    inspection,
    lists,
    manual,
    matter,
    search,
    tombstones,
)
from gongkai.render.brief import Brief
from gongkai.render.contents import with_contents
from gongkai.render.filed import Drawer
from gongkai.render.inspection.events import material
from gongkai.render.markup import environment
from gongkai.render.site import Entry, Page, Site


def make_page(brief: Brief, kinds: Mapping[str, Kind], address: str) -> str:
    """The body of one record's page."""
    return matter.page(brief, kinds, environment(), brief.shown[address]).body


def make_site(brief: Brief, kinds: Mapping[str, Kind]) -> Site:
    """Everything the engine needs, in an order that depends on nothing but the data."""
    templates, drawer, every = environment(), Drawer(), kinds
    kinds = _asked_for(every, brief)
    handbook = manual.pages(every, templates, brief.world.register.branch)
    listed = drawer.pages(lists.pages(brief, kinds, templates))
    found = material(brief, every)
    *by_year, inspected = drawer.pages(inspection.pages(found, templates))
    bound = drawer.pages(books.pages(found, templates))
    contract, *covered = drawer.pages(coverage.pages(brief, kinds, templates))
    changed = changes.sheets(brief, kinds)
    front, *sheets = drawer.pages(changes.pages(changed, brief.world.history, feeds.offers(kinds), templates))
    fixed = [search.page(kinds, templates), contract, inspected, front]
    fixed += [manual.lapses(brief, kinds, templates), *handbook]
    extras = list(_extras(brief, kinds, templates))
    records = drawer.pages(matter.pages(brief, kinds, templates))
    data_files = chain(  # one after the other: a year's texts are put away before the next are gathered
        search.scripts(brief, kinds, records, [*handbook, *extras]),
        comparison.scripts(changed),
        feeds.files(brief, kinds, templates),
    )
    site = Site(
        title=brief.world.register.branch.short_name,
        as_of=brief.world.as_of,
        pages=(
            board.home(brief, kinds, templates),
            *listed,
            *fixed,
            *by_year,
            *bound,
            *covered,
            *sheets,
            *extras,
            *records,
            *forms.pages(brief, templates),
        ),
        navigation=_navigation(kinds, listed, fixed),
        attachments=tuple(matter.attachments(brief)),
        data_files=tuple(map(drawer.data_file, data_files)),
    )
    gone = tombstones.pages(brief, kinds, {page.address for page in site.pages}, templates)
    return replace(site, pages=(*site.pages, *gone))


def _asked_for(kinds: Mapping[str, Kind], brief: Brief) -> Mapping[str, Kind]:
    """Those of the catalogue; others, such as projects in a village, are only in the handbook and before inspectors."""
    return {name: kind for name, kind in kinds.items() if brief.has_item(name)}


def _extras(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Iterator[Page]:
    """The pages that a kind has beside those of its records; its list is their place in the navigation."""
    for kind in kinds.values():
        records = [(record, brief.facts[record.address]) for record in brief.of_kind(kind.name)]
        for extra in kind.pages(records, brief.world) if kind.pages else ():
            address = f"{kind.name}/{extra.name}.html"
            template = templates.get_template(f"{kind.name}/{extra.template}")
            body = with_contents(template.render(about=extra.about, root="../" * address.count("/")))
            yield Page(address=address, title=extra.title, body=body, active=f"{kind.name}/index.html")


def _navigation(kinds: Mapping[str, Kind], listed: list[Page], fixed: list[Page]) -> tuple[Entry, ...]:
    """Home, kinds with their years, fixed pages: it does not grow with the records."""
    entries = [Entry(title="首页", address="index.html")]
    for kind in kinds.values():
        years = [one for one in listed if one.address.startswith(f"{kind.name}/") and one.address.count("/") == 2]
        inner = tuple(Entry(title=one.address.split("/")[1] + "年", address=one.address) for one in years)
        entries.append(Entry(title=kind.title, address=f"{kind.name}/index.html", entries=inner))
    return (*entries, *(Entry(title=page.title, address=page.address) for page in fixed))
