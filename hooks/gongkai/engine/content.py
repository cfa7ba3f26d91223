"""Pages written by hand in `content/`: can they be read, do they stand in the way, and the words for the home page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import markdown
import nh3
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, get_files
from mkdocs.utils import meta

from gongkai.engine import troubles
from gongkai.findings import Finding, Place
from gongkai.render.site import Page, Site

HOME = "index.html"
_TAGS = frozenset(
    (
        *("p", "br", "hr", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre", "a", "img"),
        *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td"),
    )
)
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset(("href", "title")),
    "img": frozenset(("src", "alt", "title")),
}


def handwritten(config: MkDocsConfig) -> tuple[File, ...]:
    """Every file of the content folder, as MkDocs will see it."""
    return tuple(get_files(config))


def unreadable(files: tuple[File, ...], config: MkDocsConfig) -> Iterator[Finding]:
    """手写页面须是 UTF-8 文本。 MkDocs would end with a traceback, and the preview with it."""
    for file in files:
        if file.is_documentation_page() and not _is_text(file.content_bytes):
            yield troubles.page_encoding(Place(path_of(file, config)))


def in_the_way(files: tuple[File, ...], site: Site, config: MkDocsConfig) -> Iterator[Finding]:
    """手写文件不能占用自动生成页面的地址。 Only the home page may be written from both sides."""
    taken = {made.address for those in (site.pages, site.attachments, site.data_files) for made in those}
    for file in files:
        if file.dest_uri in taken - {HOME}:
            yield troubles.address_taken(Place(path_of(file, config)), file.dest_uri)


def home_text(files: tuple[File, ...]) -> str:
    """What `content/index.md` says, as safe HTML; "" where there is none."""
    return home_html(next((file.content_string for file in files if file.src_uri == "index.md"), ""))


def with_home_text(site: Site, html: str) -> Site:
    """The same site; the words stand below the heading of its home page."""
    return replace(site, pages=tuple(_above(page, html) if page.address == HOME else page for page in site.pages))


def home_html(text: str) -> str:
    """Markdown → safe HTML without headings of the first rank; links to `.md` files lead to their pages."""
    source, _ = meta.get_data(text)
    html = markdown.markdown(source, extensions=["tables", "sane_lists"])
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        clean_content_tags={"script", "style", "h1"},
        attribute_filter=_to_page,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    ).strip()


def path_of(file: File, config: MkDocsConfig) -> str:
    """From the branch's folder, with `/`."""
    folder = os.path.relpath(config.docs_dir, root(config))
    return (Path(folder) / file.src_uri).as_posix()


def root(config: MkDocsConfig) -> Path:
    """The branch's folder: where mkdocs.yml stands."""
    return Path(config.config_file_path).resolve().parent


def _above(page: Page, html: str) -> Page:
    heading, end, rest = page.body.partition("</h1>")
    return replace(page, body=f'{heading}{end}\n<div class="home-text">{html}</div>{rest}') if html else page


def _to_page(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and ":" in value:
        return None  # a picture from elsewhere would be a request that leaves the intranet
    path, mark, fragment = value.partition("#")
    if attribute == "href" and path.endswith(".md") and ":" not in path:
        return path.removesuffix(".md") + ".html" + mark + fragment
    return value


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True
