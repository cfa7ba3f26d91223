"""Two books of each year out of the same records: 《党支部工作手册》 and 公开档案 (docs/decisions/0039)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from gongkai.derive.sheet import numeral
from gongkai.kinds.chapters import BRANCH
from gongkai.load.record import Disclosure
from gongkai.render.books import archive, workbook
from gongkai.render.books.archive import Entry
from gongkai.render.books.basics import basics
from gongkai.render.contents import with_contents
from gongkai.render.inspection.events import Material
from gongkai.render.site import Page

ROOT = "../"
"""Books are `books/<year>.html` and `books/<year>-archive.html`."""
ACTIVE = "inspection.html"
"""What the navigation shows as the current page: a year's books are reached from there."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A chapter as it stands on the page and on paper."""

    number: int
    title: str
    html: Markup
    records: tuple[Disclosure, ...] = ()
    """Those that are bound behind it on paper, each once in the book."""

    @property
    def anchor(self) -> str:
        return f"part-{self.number}"

    @property
    def numbered(self) -> str:
        """`三、三会一课和主题党日`."""
        return f"{numeral(self.number)}、{self.title}"


class Sort(NamedTuple):
    """One of the two: what its page says of itself."""

    name: str
    title: str
    counts: str
    """How it holds a matter: 收录, 登记."""
    about: str
    suffix: str
    """Of its address, behind the year."""
    look: str
    """What its chapters look like on paper."""


WORKBOOK: Final = Sort(
    name="workbook",
    title="党支部工作手册",
    counts="收录",
    about="手册由已公开的事项自动汇集，没有另外填写的内容；各事项按发生的日期归入年份：会议按开会日期，公示按第一天，考核按时段，"
    "其余按形成日期。只列向您这样的读者公开的。",
    suffix="",
    look="gk-chapter",
)
ARCHIVE: Final = Sort(
    name="archive",
    title="公开档案",
    counts="登记",
    about="登记簿由已公开的事项和审批表自动汇集，与公开的内容一致：事项按公开日期归入年份，会议和意见建议按发生的日期。",
    suffix="-archive",
    look="gk-chapter gk-archive",
)


@dataclass(frozen=True, kw_only=True)
class Book:
    """One book of one year."""

    sort: Sort
    year: int
    count: int
    """Of records that are told of."""
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """`党支部工作手册（2026年）`."""
        return f"{self.sort.title}（{self.year}年）"

    @property
    def address(self) -> str:
        return f"books/{self.year}{self.sort.suffix}.html"

    @property
    def other(self) -> Sort:
        """That of the year's other book."""
        return ARCHIVE if self.sort == WORKBOOK else WORKBOOK


def pages(found: Material, templates: Environment) -> Iterator[Page]:
    """Both books of each year, the newest year first."""
    template, branch = templates.get_template("books/page.html.jinja"), found.brief.world.register.branch
    for year in found.years:
        for book in (workbook_of(found, year, templates), archive_of(found, year, templates)):
            body = template.render(book=book, branch=branch, years=found.years, root=ROOT)
            yield Page(address=book.address, title=book.title, body=with_contents(body), active=ACTIVE)


def workbook_of(found: Material, year: int, templates: Environment) -> Book:
    """《党支部工作手册》."""
    world, told, parts = found.brief.world, dict[str, Disclosure](), []
    first, template = (templates.get_template(f"books/{name}.html.jinja") for name in ("basics", "chapter"))
    for number, one in enumerate(workbook.written(found, year), 1):
        if one.chapter == BRANCH:
            html = first.render(basics=basics(found, year), year=year, root=ROOT)
        else:
            html = template.render(one=one, year=year, is_open=year >= world.as_of.year, root=ROOT)
        new = {record.address: record for record in one.records if record.address not in told}
        told |= new
        parts.append(Part(number=number, title=one.chapter.title, html=Markup(html), records=tuple(new.values())))
    return Book(sort=WORKBOOK, year=year, count=len(told), parts=tuple(parts))


def archive_of(found: Material, year: int, templates: Environment) -> Book:
    """公开档案: the register of all matters, those that kinds keep, approvals, attachments, and what was changed."""
    entries = archive.entries(found, year)
    parts = (
        Part(number=number, title=title, html=Markup(html))
        for number, (title, html) in enumerate(_registers(found, year, entries, templates), 1)
    )
    return Book(sort=ARCHIVE, year=year, count=len(entries), parts=tuple(parts))


def _registers(
    found: Material, year: int, entries: Sequence[Entry], templates: Environment
) -> Iterator[tuple[str, str]]:
    """Title and body of each."""

    def made(name: str, rows: Sequence[object]) -> str:
        return templates.get_template(name).render(rows=rows, year=year, root=ROOT)

    yield "公开事项登记簿", made("books/register.html.jinja", entries)
    for kind in found.kinds.values():
        for book in kind.daybooks:
            own = (one for one in reversed(found.by_year.get(year, ())) if one.kind == kind.name)
            rows = [(one, found.brief.facts[one.address]) for one in own]
            yield book.title, made(f"{kind.name}/{book.template}", rows)
    yield "审批表目录", made("books/approvals.html.jinja", archive.filed(found, year))
    attached = tuple(archive.attached(entries, found.brief.world.register, ROOT))
    yield "附件目录", made("books/files.html.jinja", attached)
    yield "更正、撤回和补录", made("books/happened.html.jinja", archive.happened(found, year, ROOT))
