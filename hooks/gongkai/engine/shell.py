"""The theme's part of a record page, rendered once for all pages of a folder and filled for each of them.

What the theme prints around a body depends on the folder (relative links), on the navigation entry shown as the current
one, and on a few values of the page itself. Those are rendered as marks from the private use area and become holes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from urllib.parse import quote

import jinja2
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from gongkai.engine.pages import OwnPage, h1_id, light, one_line
from gongkai.render.site import Page

_TITLE, _BODY, _ID, _ADDRESS, _SOURCE = (f"\ue000{name}\ue001" for name in ("t", "b", "i", "a", "s"))


@dataclass(frozen=True)
class Shell:
    """Text in front of each hole, the holes in their order, and the text behind the last one."""

    pieces: tuple[tuple[bytes, str], ...]
    end: bytes

    def fill(self, page: Page) -> bytes:
        """The whole page."""
        body = page.encoded
        filled = {
            _TITLE: one_line(page.title).encode(),
            _BODY: body,
            _ID: h1_id(body).encode(),
            _ADDRESS: quote(page.address).encode(),
            _SOURCE: escape(page.source).encode(),
        }
        return b"".join([*[part for text, hole in self.pieces for part in (text, filled[hole])], self.end])


@dataclass(frozen=True)
class Sheaf:
    """Pages that share a shell."""

    shell: Shell
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Press:
    """The theme, ready to render one page."""

    config: MkDocsConfig
    env: jinja2.Environment
    navigation: Navigation

    def sheaves(self, pages: Iterable[Page]) -> Iterator[Sheaf]:
        """A shell for each group of pages, proved on each kind's first page. PluginError where it fails the proof."""
        proved: set[str] = set()
        related = sorted(((_kinship(page), page) for page in pages), key=itemgetter(0))
        for _, group in groupby(related, key=itemgetter(0)):
            members = tuple(page for _, page in group)
            shell = self._shell(members[0])
            kind = members[0].address.split("/")[0]
            if kind not in proved and shell.fill(members[0]) != self.whole(members[0]).encode():
                raise PluginError(f"engine: filling the shell gives another page than the theme: {members[0].address}")
            proved.add(kind)
            yield Sheaf(shell, members)

    def whole(self, page: Page) -> str:
        """One page, rendered by the theme from beginning to end."""
        return self._render(self._own(page))

    def _shell(self, model: Page) -> Shell:
        folder = posixpath.dirname(model.address)
        body = f'<h1 id="{_ID}">' if h1_id(model.encoded) else "<h1>"
        address = posixpath.join(folder, "page.html")
        source = model.source and _SOURCE
        outline = Page(
            address=address, title=_TITLE, body=body, active=model.active, source=source, is_gone=model.is_gone
        )
        probe = self._own(outline)
        probe.meta["address"] = _ADDRESS
        if probe.canonical_url:
            probe.canonical_url = probe.canonical_url.removesuffix(quote(address)) + _ADDRESS
        return _cut(self._render(probe).replace(body, _BODY, 1))

    def _own(self, page: Page) -> OwnPage:
        own = light(OwnPage(page, self.config), self.navigation)
        own.read_source(self.config)
        own.render(self.config, Files([]))
        return own

    def _render(self, page: OwnPage) -> str:
        """What MkDocs does with a page of its own."""
        page.active = True
        context = get_context(self.navigation, (), self.config, page)
        context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.navigation)
        output = self.env.get_template("main.html").render(context)
        page.active = False
        return self.config.plugins.on_post_page(output, page=page, config=self.config)


def _kinship(page: Page) -> tuple[str, str, bool, bool, bool]:
    return posixpath.dirname(page.address), page.active, bool(h1_id(page.encoded)), bool(page.source), page.is_gone


def _cut(output: str) -> Shell:
    pieces = []
    while "\ue000" in output:
        start, stop = output.index("\ue000"), output.index("\ue001") + 1
        pieces.append((output[:start].encode(), output[start:stop]))
        output = output[stop:]
    return Shell(tuple(pieces), output.encode())
