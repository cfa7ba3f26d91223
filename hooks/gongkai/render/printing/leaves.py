"""The body of a record's page among others on paper: its anchors become its own, its links stay within the book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from markupsafe import Markup

from gongkai.load.record import Disclosure
from gongkai.render.site import Page

_ANCHORED: Final = re.compile(r' (?P<name>id|for|aria-labelledby|aria-describedby)="(?P<value>[^"]*)"')
_PAINTED: Final = re.compile(r"url\(#(?P<value>[^)\"]+)\)")
_LINKED: Final = re.compile(r' href="(?P<value>[^"]*)"')
_LEAVES_THE_SITE: Final = re.compile(r"[a-z]+:")


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One record on paper."""

    anchor: str
    title: str
    body: Markup


@dataclass(frozen=True, kw_only=True)
class Part:
    """A chapter of a book: its tables as on the site, and behind them the records of which it is the first to tell."""

    anchor: str
    title: str
    body: Markup
    leaves: tuple[Leaf, ...]


def anchor(address: str) -> str:
    """`meetings-2026-09-members`: no two addresses have the same, since kinds and years have no hyphen."""
    return address.replace("/", "-")


def leaf(page: Page, record: Disclosure, anchors: Mapping[str, str], site_url: str) -> Leaf:
    """The record's page to be bound with those whose addresses have `anchors`."""
    return Leaf(
        anchor=anchor(record.address),
        title=record.title,
        body=Markup(bound(page, anchors, site_url)),
    )


def bound(page: Page, anchors: Mapping[str, str], site_url: str) -> str:
    """The body: every anchor begins with the record's own, every link leads to a leaf, to the site or nowhere.

    In text a quotation mark is written `&#34;`, so what looks like an attribute is one.
    """
    own = anchor(page.address.removesuffix(".html"))

    def named(found: re.Match[str]) -> str:
        return f' {found["name"]}="{" ".join(f"{own}--{one}" for one in found["value"].split())}"'

    def led(found: re.Match[str]) -> str:
        target = _target(found["value"], page.address, {**anchors, page.address: own}, site_url)
        return f' href="{target}"' if target else ""

    body = _ANCHORED.sub(named, page.body)
    body = _PAINTED.sub(lambda found: f"url(#{own}--{found['value']})", body)
    return _LINKED.sub(led, body)


def _target(link: str, address: str, anchors: Mapping[str, str], site_url: str) -> str:
    """Where a link of the page at `address` leads on paper; empty where paper has no such place."""
    if _LEAVES_THE_SITE.match(link):
        return link
    path, _, fragment = link.partition("#")
    there = posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address
    if there in anchors:
        return f"#{anchors[there]}--{fragment}" if fragment else f"#{anchors[there]}"
    return urljoin(site_url, f"{there}#{fragment}" if fragment else there) if site_url else ""
