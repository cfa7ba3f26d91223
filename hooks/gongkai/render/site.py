"""What rendering hands over: pages, attachments and the short navigation; no word of MkDocs here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.findings import Finding


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. `body` is the whole article as safe HTML and begins with its only `<h1>`."""

    address: str
    """From the site's root, ends in `.html`: `meetings/2026/09-members.html`."""
    title: str
    body: str
    active: str = ""
    """Address of the navigation entry shown as the current one; its own address where it has an entry."""
    source: str = ""
    """The file behind it, from the branch's folder: `data/meetings/2026/09-members.yaml`. For the edit link."""
    is_gone: bool = False
    """A tombstone: no search engine is to keep it."""

    @property
    def encoded(self) -> bytes:
        """The body as it is written."""
        return self.body.encode()


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that is put beside the pages unchanged."""

    address: str
    file: Path


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """A file made from the data beside the pages: what a page's script loads, or what a reader's program fetches.

    Its name never changes, so that no page does.
    """

    address: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the navigation; a section has `entries` and its `address` is its own page."""

    title: str
    address: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything the engine needs. Record pages are all pages whose address has no navigation entry."""

    title: str
    as_of: date
    pages: tuple[Page, ...]
    navigation: tuple[Entry, ...]
    attachments: tuple[Attachment, ...] = ()
    data_files: tuple[DataFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one run of the pipeline gives: a site, or none where a fault stands in the way; findings in both cases."""

    site: Site | None
    findings: tuple[Finding, ...]
    is_whole: bool = True
    """Whether the rules were asked: not where branch.yaml or catalogue.yaml could not be read."""
    left_out: tuple[str, ...] = ()
    """Sentences about drafts and pending matters that this build leaves out."""
