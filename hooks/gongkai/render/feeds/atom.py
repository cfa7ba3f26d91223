"""One Atom feed (RFC 4287): the same entries give the same bytes, whatever the day and wherever it is made."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from gongkai.render.brief import Brief
from gongkai.render.feeds.entries import Entry
from gongkai.render.feeds.names import absolute, unique


def feed(brief: Brief, templates: Environment, about: tuple[str, str], told: Sequence[Entry]) -> bytes:
    """`about` is its address from the site's root and its title; `told` comes newest first and may be empty.

    Days have no hour: each is written as its first moment in Beijing.
    """
    address, title = about
    branch = brief.world.register.branch
    text = templates.get_template("feeds/atom.xml.jinja").render(
        branch=branch,
        title=title,
        id=unique(brief, f"{branch.code}/{address}"),
        href=absolute(brief, "changes.html"),
        own=absolute(brief, address) if brief.site_url else "",
        updated=told[0].on if told else branch.since,
        entries=told,
    )
    return f"{text}\n".encode()
