"""The one place that knows WeasyPrint, which is imported only when something is printed."""

from __future__ import annotations

import contextlib
import importlib
import io
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from gongkai.render.printing.chosen import RefusedError
from gongkai.render.printing.document import Document

if TYPE_CHECKING:
    from weasyprint.document import Document as LaidOut

ASK: Final = (
    "生成 PDF 需要 WeasyPrint：运行 pip install 'gongkai[weasyprint]'，并由管理员安装系统库 Pango"
    "（Debian：apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0）。"
    "不装也能打印：在浏览器里打开事项页面，按 Ctrl+P，版式相同，可以另存为 PDF。"
)
_STYLES: Final = ("printing/ground.css", "static/pages.css", "static/print.css", "printing/paper.css")
"""As on a page of the site: what the theme gives it, then our own, then what only paper needs."""


class UnavailableError(Exception):
    """WeasyPrint, or the system's Pango that it draws text with, is not installed; says how to get it."""


def _weasyprint() -> ModuleType:
    """UnavailableError where it or one of its libraries is missing; the page of English it prints then is not heard."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module("weasyprint")
    except (ImportError, OSError):
        raise UnavailableError(ASK) from None


def ready() -> None:
    """UnavailableError where nothing could be printed."""
    _weasyprint()


def save(document: Document, folder: Path) -> Path:
    """The PDF in the folder, whole or not at all; one that stands there under the name is replaced. RefusedError."""
    content = pdf(document)
    target = folder / f"{document.name}.pdf"
    unfinished = target.with_suffix(".pdf.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        return unfinished.replace(target)
    except OSError as problem:
        raise RefusedError(f"写不进 {target}：{problem.strerror}") from None


def pdf(document: Document) -> bytes:
    """The PDF: the same bytes for the same document, fonts and WeasyPrint. Tagged, so that it can be read aloud."""
    written: bytes = laid_out(document).write_pdf(pdf_identifier=document.name.encode(), pdf_tags=True)
    return written


def laid_out(document: Document) -> LaidOut:
    """WeasyPrint's own document: pages with their boxes, anchors and bookmarks."""
    made = _weasyprint()
    nothing = made.urls.URLFetcher(allowed_protocols=())  # no picture, style or font, from no host and no disk
    styles = [made.CSS(string=_style(name), url_fetcher=nothing) for name in _STYLES]
    page = made.HTML(string=document.html, url_fetcher=nothing)
    return page.render(stylesheets=styles, pdf_tags=True)


def _style(name: str) -> str:
    return (files("gongkai.render") / name).read_text(encoding="utf-8")
