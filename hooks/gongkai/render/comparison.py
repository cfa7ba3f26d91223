"""Any two editions side by side: what the script on 变更 puts together, a file for each edition."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gongkai.days import chinese_date
from gongkai.render.amendments import Amendment
from gongkai.render.changes import ROOT, Row, Sheets
from gongkai.render.markup import unmarked
from gongkai.render.site import DataFile


def scripts(made: Sheets) -> Iterator[DataFile]:
    """`changes/edition-<name>.js` for each edition: what it changed since the one before."""
    for sheet in made.editions:
        told = (sheet.name, [*map(_row, sheet.rows)], [*map(_amended, sheet.amended)])
        said = ", ".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in told)
        yield DataFile(address=f"changes/{sheet.name}.js", content=f"gongkaiChanges.take({said});\n".encode())


def _row(row: Row) -> tuple[object, ...]:
    link, told = row.link, row.told
    lines = [*map(unmarked, told.lines)]
    return link.href.removeprefix(ROOT), link.title, link.kind, row.index, row.rank, told.what, lines, told.reasons


def _amended(one: Amendment) -> tuple[str, ...]:
    return chinese_date(one.on), one.what, one.note
