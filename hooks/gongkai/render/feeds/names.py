"""Names and addresses of what a feed tells of: names outlive a renamed file, addresses lead to where it is now."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief

ROOT: Final = "../"
"""Feeds lie in `changes/`."""
_PARTS: Final = ":/?#[]@!$&'()*+,;=%"
"""What separates the parts of an address, and what is quoted already."""


def lasting(record: Disclosure) -> str:
    """The index number, which never changes, while the address does with the file's name."""
    return record.index or record.address


def unique(brief: Brief, name: str) -> str:
    """A UUID of the name: two branches may use one index number, so the site's lasting address goes into it."""
    return str(uuid5(NAMESPACE_URL, f"{brief.site_url.rstrip('/')}/#{name}"))


def absolute(brief: Brief, address: str) -> str:
    """The lasting address, in ASCII as iCalendar wants it; the way from the feed where there is none."""
    return f"{quote(brief.site_url.rstrip('/'), safe=_PARTS)}/{address}" if brief.site_url else f"{ROOT}{address}"
