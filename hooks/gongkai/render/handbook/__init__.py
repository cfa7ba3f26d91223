"""The handbook: chapters in our own Markdown beside this module, made into HTML with tables that everybody can read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

CHAPTERS: Final = (
    ("reading", "读者手册"),
    ("writing", "填报手册"),
    ("inspecting", "检查手册"),
    ("systems", "制度对照"),
    ("withdrawing", "撤回、退回和隐去"),
    ("operating", "运维手册"),
)
"""Names of their files and addresses, and their titles."""
_ALLOWED: Final = {
    **nh3.ALLOWED_ATTRIBUTES,
    **{heading: {"id"} for heading in ("h1", "h2", "h3")},  # they name their anchors: an address outlives its words
    "table": {"class"},
    "th": {"scope"},
    "td": {"data-title"},
}
_LAST: Final = 5
"""Below the steps that make words of cells into links and code, and take the anchors out of headings."""


@cache
def chapter(name: str) -> Markup:
    """It is part of the package, as this module is: the same in every build of a preview."""
    text = (files(__name__) / f"{name}.md").read_text(encoding="utf-8")
    html = Markdown(extensions=["tables", "fenced_code", "attr_list", _Tables()]).convert(text)
    return Markup(nh3.clean(html, attributes=_ALLOWED))


class _Tables(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        md.treeprocessors.register(_Captions(md), "captions", _LAST)


class _Captions(Treeprocessor):
    """A table is called by the heading above it and its own; its cells know theirs: on a phone each row is a card."""

    def run(self, root: Element) -> None:
        heading = ""
        for block in root:
            if block.tag in ("h1", "h2", "h3"):
                heading = "".join(block.itertext())
            if block.tag == "table":
                _told(block, heading)


def _told(table: Element, heading: str) -> None:
    table.set("class", "gk-table gk-stack gk-named")
    titles = ["".join(cell.itertext()) for cell in table.iter("th")]
    for cell in table.iter("th"):
        cell.set("scope", "col")
    for row in table.findall("tbody/tr"):
        first, *others = row
        first.tag = "th"
        first.set("scope", "row")
        for title, cell in zip(titles[1:], others, strict=True):
            _carded(cell, title)
    caption = Element("caption")
    caption.text = f"{heading}：{'、'.join(titles)}"
    table.insert(0, caption)


def _carded(cell: Element, title: str) -> None:
    """The words of a card stand beside their title as one."""
    words, inner = cell.text, list(cell)
    for child in inner:
        cell.remove(child)
    cell.text = None
    cell.set("data-title", title)
    whole = SubElement(cell, "span")
    whole.text = words
    whole.extend(inner)
