"""Which records somebody asks for, and whether these readers may have them on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.render.brief import Brief
from gongkai.render.inspection.events import Material


class RefusedError(Exception):
    """Something cannot be printed; says, in Chinese, what and why."""


def chosen(found: Material, drafts: Brief, names: Iterable[str], years: Iterable[int]) -> tuple[str, ...]:
    """Addresses of the records asked for by address or index number, each once; `drafts` shows unpublished ones, too.

    RefusedError tells of everything that cannot be printed, records and years, before anything is.
    """
    wanted = tuple(dict.fromkeys(names))
    problems = [*_missing(drafts, wanted), *_empty(found, years)]
    if problems:
        raise RefusedError("\n".join(problems))
    by_name = drafts.world.register.by_name
    return tuple(dict.fromkeys(by_name[name].address for name in wanted))


def _missing(drafts: Brief, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = drafts.world.register.by_name.get(name)
        if found is None:
            yield f"找不到“{name}”：写索引号，或“类别/年份/文件名”。"
        elif found.address not in drafts.shown:
            yield f"“{name}”不向本站的读者（{'、'.join(drafts.audience)}）公开，不能打印。"


def _empty(found: Material, years: Iterable[int]) -> Iterator[str]:
    """A year has a book where something happened in it, or was published."""
    known = sorted({*found.by_year, *found.published})
    for year in sorted({*years} - {*known}):
        listed = f"有公开事项的年份：{'、'.join(map(str, known))}" if known else "还没有公开的事项"
        yield f"{year} 年没有公开的事项；{listed}。"
