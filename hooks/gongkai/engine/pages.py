"""Our pages as MkDocs sees them: those of the navigation as real pages, and the navigation itself."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from gongkai.render.site import Entry, Site
from gongkai.render.site import Page as Ours

_H1 = re.compile(rb'\s*<h1 id="([^"]*)"')
_USELESS = ("*.map", "assets/javascripts/lunr/*", "assets/javascripts/workers/*", "sitemap.xml")


class OwnPage(Page):
    """A page that comes as HTML: there is no source to read and no Markdown to convert."""

    def __init__(self, page: Ours, config: MkDocsConfig, entry: Entry | None = None) -> None:
        file = File.generated(config, source_of(page.address), content="", inclusion=InclusionLevel.NOT_IN_NAV)
        self.ours = page
        self.opens_section = bool(entry and entry.entries)
        # `title` is what the navigation shows, `meta.title` what the page calls itself. The theme escapes neither,
        # and it would unescape `title` again for the window's title.
        super().__init__(one_line(entry.title if entry else page.title), file, config)

    @property
    def is_index(self) -> bool:
        return self.opens_section or self.file.dest_uri == "index.html"

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"title": one_line(self.ours.title)}
        if self.ours.source:
            self.meta["source"] = str(escape(self.ours.source))

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.ours.body
        heading = h1_id(self.ours.encoded)
        # Only for the theme's link past the navigation: our pages carry their own list of contents.
        self.toc = TableOfContents([AnchorLink(str(self.title), heading, 1)] if heading else [])
        self.present_anchor_ids = None  # our own links are resolved before MkDocs starts
        self.links_to_anchors = {}


class Bodies(Mapping[str, bytes]):
    """Address → body as it is written, read when it is looked at: all bodies at once take more memory than all else."""

    def __init__(self, site: Site) -> None:
        self.pages = {page.address: page for page in site.pages}

    def __getitem__(self, address: str) -> bytes:
        return self.pages[address].encoded

    def __contains__(self, address: object) -> bool:
        return address in self.pages

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)


def h1_id(body: bytes) -> str:
    """The id of the heading that begins the body, as it stands in the attribute; "" without one."""
    found = _H1.match(body)
    return found[1].decode() if found else ""


def one_line(title: str) -> str:
    """A title as HTML text without needless white space, which `finish` would shrink here and not there."""
    return str(escape(" ".join(title.split())))


def source_of(address: str) -> str:
    """The Markdown file that MkDocs would have made this page from."""
    return address.removesuffix(".html") + ".md"


def listed(entries: Iterable[Entry]) -> Iterator[Entry]:
    """All entries of the navigation, sections before what they hold."""
    for entry in entries:
        yield entry
        yield from listed(entry.entries)


def records(site: Site) -> list[Ours]:
    """The pages without a line in the navigation."""
    shown = {entry.address for entry in listed(site.navigation)}
    return [page for page in site.pages if page.address not in shown]


def put(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Add our pages in place of hand-written ones, write the navigation with both, drop what no page uses."""
    entries = {entry.address: entry for entry in listed(site.navigation)}
    taken = {page.address for page in site.pages}
    own: list[str] = []
    for file in list(files):
        if (file.is_documentation_page() and file.dest_uri in taken) or _is_useless(file.src_uri):
            files.remove(file)
        elif file.is_documentation_page() and file.dest_uri not in entries:
            own.append(file.src_uri)
    for page in site.pages:
        if page.address in entries:
            files.append(OwnPage(page, config, entries[page.address]).file)
    config.nav = [*_navigation(site.navigation), *own]


def put_nothing(files: Files, config: MkDocsConfig) -> None:
    """No page at all, not even the theme's own."""
    for file in files.documentation_pages():
        files.remove(file)
    config.theme.static_templates.clear()
    config.nav = []


def light(page: OwnPage, navigation: Navigation) -> OwnPage:
    """Show the page's entry in the navigation as the current one while the page is rendered."""
    if page.ours.active and page.ours.active != page.ours.address:
        # To the theme an entry that holds the page: MkDocs activates it, and what holds it, with the page.
        page.parent = next(each for each in navigation.pages if each.file.dest_uri == page.ours.active)  # type: ignore[assignment]  # a Section by its type, but any StructureItem does
    return page


def _navigation(entries: Iterable[Entry]) -> list[dict[str, object]]:
    return [{one_line(entry.title): _target(entry)} for entry in entries]


def _target(entry: Entry) -> object:
    if not entry.entries:
        return source_of(entry.address)
    return [source_of(entry.address), *_navigation(entry.entries)]


def _is_useless(address: str) -> bool:
    return any(fnmatch.fnmatchcase(address, pattern) for pattern in _USELESS)
