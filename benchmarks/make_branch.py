"""Write the `data/` of a made-up branch: records of all kinds from up to ten years, each of them approved.

    python -m benchmarks.make_branch OUT --records 3000 [--seed 1]

The same records and seed give the same bytes. Every name and sentence is drawn from words.txt: nothing in it
describes a real person or organisation. `gongkai check -C OUT --as-of 2026-01-05` finds no fault.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from benchmarks.accounts import account
from benchmarks.awards import awards
from benchmarks.commitments import commitment
from benchmarks.drawing import AS_OF, EARLIER, Draw, Matter, words
from benchmarks.grades import grade
from benchmarks.meetings import meeting, types_of
from benchmarks.notices import notices

MOST_YEARS: Final = 10
FEWEST: Final = 90
"""Records of a year, below which there are fewer years: three meetings a month are 36 of 90."""
SHARES: Final = {"meetings": 0.4, "commitments": 0.15, "grades": 0.15, "development": 0.12, "awards": 0.09}
"""Of all records; the rest, 9 in 100, are accounts. With development and awards notices are 30 in 100."""
REFERRING: Final = 0.4
"""Share of the meetings that look back at an earlier matter."""


def make(out: Path, records: int, seed: int = 1) -> int:
    """Write `out/data`; returns the bytes of the records, without approvals."""
    draw = Draw(random.Random(f"{seed}/{records}"), words())
    since = date(AS_OF.year - max(1, min(MOST_YEARS, records // FEWEST)), 1, 1)
    matters = [one for kind, count in counts(records).items() for one in _MAKERS[kind](count, since, draw)]
    matters.sort(key=lambda one: (one.made_on, one.title, one.lines))
    _number(matters)
    for name in ("branch.yaml", "catalogue.yaml"):
        text = (Path(__file__).parent / "branch" / name).read_text(encoding="utf-8")
        _write(out, name.removesuffix(".yaml"), text.replace("SINCE", str(since)).splitlines())
    for address, lines in _approvals(matters):
        _write(out, address, lines)
    return sum(
        _write(out, one.address, _whole(one, matters[:number] or matters[1:], draw))
        for number, one in enumerate(matters)
    )


def counts(records: int) -> dict[str, int]:
    """Kind → so many records of it."""
    shared = {kind: round(records * share) for kind, share in SHARES.items()}
    return {**shared, "accounts": records - sum(shared.values())}


def _meetings(count: int, since: date, draw: Draw) -> Iterator[Matter]:
    months = [date(year, month, 1) for year in range(since.year, AS_OF.year) for month in range(1, 13)]
    for which, month in _spread(count, months):
        yield meeting(types_of(month, which, draw), draw.day_in(month), draw)


def _commitments(count: int, since: date, draw: Draw) -> Iterator[Matter]:
    months = [date(year, month, 4) for year in range(since.year, AS_OF.year) for month in range(1, 9)]
    for _, month in _spread(count, months):
        yield commitment(draw.day_in(month), draw)


def _grades(count: int, since: date, draw: Draw) -> Iterator[Matter]:
    """Of all quarters whose results are out."""
    ends = [date(year, month, 28) for year in range(since.year, AS_OF.year) for month in (3, 6, 9, 12)]
    for which, end in _spread(count, ends[:-1]):
        yield grade(end, which, draw)


def _spread(count: int, spans: list[date]) -> Iterator[tuple[int, date]]:
    """As many for each span as for every other, or one more; each with its number within the span."""
    for number, span in enumerate(spans):
        held = count * (number + 1) // len(spans) - count * number // len(spans)
        yield from ((which, span) for which in range(held))


def _notices(made: Callable[[date, int, Draw], Iterable[Matter]]) -> Callable[[int, date, Draw], list[Matter]]:
    """So many notices; steps that lie beyond the last day, or beyond the number wanted, are left out."""

    def several(count: int, since: date, draw: Draw) -> list[Matter]:
        found: list[Matter] = []
        last = AS_OF - timedelta(days=1)
        while len(found) < count:
            first = since + timedelta(days=draw.number(15, (last - since).days - 20))
            found += [one for one in made(first, len(found) + 1, draw) if one.published_on <= last]
        return found[:count]

    return several


_MAKERS: Final = {
    "meetings": _meetings,
    "commitments": _commitments,
    "grades": _grades,
    "development": _notices(lambda first, serial, draw: notices(first, draw)),
    "awards": _notices(awards),
    "accounts": _notices(lambda first, serial, draw: (account(first, serial, draw),)),
}


def _number(matters: Iterable[Matter]) -> None:
    """Index numbers and addresses, year by year in the order of time."""
    serials: Counter[int] = Counter()
    for one in matters:
        year = one.made_on.year
        serials[year] += 1
        one.index = f"JG1/{year}-{serials[year]:04d}"
        one.address = f"{one.kind}/{year}/{one.made_on.month:02d}-{serials[year]:04d}"


def _whole(one: Matter, others: list[Matter], draw: Draw) -> list[str]:
    """The common head, what proves a promise, and now and then a look back at something of the weeks before."""
    near = others[-20:]
    body = [line.replace(EARLIER, draw.random.choice(near).index) if EARLIER in line else line for line in one.lines]
    lines = [f"index: {one.index}", f"title: {one.title}", f"made_on: {one.made_on}"]
    lines += [f"published_on: {one.published_on}", *body]
    if one.kind == "meetings" and draw.chance(REFERRING):
        lines.append(f"references: [{draw.random.choice(near).index}]")
    return lines


def _approvals(matters: Iterable[Matter]) -> Iterator[tuple[str, list[str]]]:
    """One form for all that is published on one day, signed the day before."""
    days: dict[date, list[Matter]] = defaultdict(list)
    for one in matters:
        days[one.published_on].append(one)
    for day, those in sorted(days.items()):
        review = "  secrecy: 通过", "  necessity: 通过", "  accuracy: 通过"
        yield (
            f"approvals/{day.year}/{day:%m-%d}",
            [
                *("records:", *(f"  - {one.index}" for one in those)),
                *("proposed:", f'  "on": {max(one.made_on for one in those)}', "  by: 组织委员"),
                *("reviewed:", f'  "on": {day - timedelta(days=1)}', "  by: 纪检委员", *review),
                *("approved:", f'  "on": {day - timedelta(days=1)}', "  by: 支部委员会", "  name: 周敏"),
                f"form: 党务公开档案盒 {day.year} 年",
            ],
        )


def _write(out: Path, address: str, lines: list[str]) -> int:
    path = out / "data" / f"{address}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(("\n".join(lines) + "\n").encode())


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write the data of a made-up branch.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if (chosen.out / "data").exists():
        parser.error(f"{chosen.out}/data is already there")
    size = make(chosen.out, chosen.records, chosen.seed)
    print(f"{chosen.records} records, {size} bytes, {size // max(1, chosen.records)} bytes a record")


if __name__ == "__main__":
    main()
