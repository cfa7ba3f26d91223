"""The official sheet of a record as its page carries it: hidden on screens, all that shows on paper (decision 0017)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from gongkai.derive.head import Facts
from gongkai.derive.sheet import Sheet
from gongkai.kinds import Kind
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief

BEGINS: Final = '<section class="gk-sheet"'
"""From here to its end a body is the sheet: it says the page again in other words, so no list of texts takes it in."""
CLOSE: Final = range(17, 21)
"""Characters of a unit's name that fit in one line if they are smaller; longer names take two lines."""
MASK: Final = 2
"""Any of the eight is readable; a fixed one saves trying all, and no release of segno can choose another."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What the sheet needs beside the page's own frame."""

    sheet: Sheet
    unit_size: str
    """Class: the red name of the unit."""
    address: str
    """The lasting address in letters; empty where the site has none."""
    qr: Markup
    """The same as SVG."""


def paper(brief: Brief, kind: Kind, record: Disclosure, facts: Facts) -> Paper | None:
    """None for kinds whose records print as pages, and for what was withdrawn: that prints its 注销说明."""
    if kind.sheet is None or facts.head.state == "已撤回":
        return None
    branch = brief.world.register.branch
    address = f"{brief.site_url.rstrip('/')}/{record.address}.html" if brief.site_url else ""
    return Paper(
        sheet=kind.sheet(record, facts, branch),
        unit_size="gk-unit gk-unit--close" if len(branch.name) in CLOSE else "gk-unit",
        address=address,
        qr=qr(address) if address else Markup(""),
    )


def qr(address: str) -> Markup:
    """Level M, without a quiet zone: the sheet leaves one."""
    import segno  # thirty milliseconds that a site without an address need not spend

    code: Any = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass="gk-qr", lineclass=None))


def without_sheet(body: str) -> str:
    """The page as a screen shows it."""
    return body.partition(BEGINS)[0]
