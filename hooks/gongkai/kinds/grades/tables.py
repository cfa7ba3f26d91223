"""Scores as pages show them: categories by step, the items that changed something, how the total is composed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gongkai.derive import scores
from gongkai.derive.scores import SheetScore
from gongkai.kinds.grades.measured import StepScore
from gongkai.kinds.grades.model import Marked
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of figures: what it is, its full marks, one cell for each step."""

    name: str
    full: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Categories:
    """Scores by category. Steps that give totals alone are not among the heads."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """What the figures above do not say: marks that do not apply, and so on."""


@dataclass(frozen=True, kw_only=True)
class MarkRow:
    """One item that loses, gains or does not apply."""

    id: str
    text: str
    cells: tuple[tuple[str, ...], ...]
    """For each step that has items what it says; nothing where it leaves the item whole."""
    notes: tuple[str, ...]
    """Remarks and evidence, each once."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One source of the total."""

    name: str
    marks: str
    weight: str
    gives: str


def categories(scheme: Scheme, steps: Sequence[StepScore]) -> Categories | None:
    """The table, with the bonus where there is one and the total of each step."""
    known = [(one, one.sheet) for one in steps if one.sheet]
    if not known or not scheme.categories:
        return None
    sheets = [sheet for _, sheet in known]
    rows = [
        Row(
            name=category.name,
            full=category.marks,
            cells=tuple(_cell(sheet, place, category.marks) for sheet in sheets),
        )
        for place, category in enumerate(scheme.categories)
    ]
    if any(sheet.bonus for sheet in sheets):
        rows.append(Row(name="加分", full="—", cells=tuple(scores.words(sheet.bonus) for sheet in sheets)))
    name = "合计" if not scheme.sources else "项目得分"
    sums = tuple("—" if sheet.base is None else scores.words(_sum(scheme, one, sheet)) for one, sheet in known)
    rows.append(Row(name=name, full=scheme.full, cells=sums))
    return Categories(
        heads=tuple(one.title for one, _ in known),
        rows=tuple(rows),
        notes=tuple(f"{one.title}：{words}" for one, sheet in known for words in _notes(scheme, sheet)),
    )


def _sum(scheme: Scheme, step: StepScore, sheet: SheetScore) -> Decimal | Fraction:
    """The rounded total where the sheet is all there is; with sources nothing is rounded yet."""
    if scheme.sources or step.total is None:
        return sheet.base or Fraction(0)
    return step.total


def _cell(sheet: SheetScore, place: int, marks: str) -> str:
    one = sheet.categories[place]
    if not one.full:
        return "不适用"
    earned = scores.words(one.earned)
    return earned if one.full == number(marks) else f"{earned}（满分 {scores.words(one.full)}）"


def _notes(scheme: Scheme, sheet: SheetScore) -> list[str]:
    found = []
    if sheet.not_applicable and sheet.full:
        found.append(
            f"不适用的项目共 {scores.words(sheet.not_applicable)} 分，"
            f"在 {scores.words(sheet.full)} 分里得 {scores.words(sheet.earned)} 分，按比例折算为 {scheme.full} 分制"
        )
    if sheet.bonus and not scheme.above_full and sheet.base == number(scheme.full):
        found.append(f"加分后不超过满分 {scheme.full} 分")
    return found


def marks(scheme: Scheme, steps: Sequence[StepScore]) -> tuple[MarkRow, ...]:
    """In the order of the scheme, bonus last; what the scheme does not know is left out, and is a fault."""
    known = [one for one in steps if one.step.items is not None]
    texts = {name: placed.item.text for name, placed in scheme.items.items()}
    texts |= {name: bonus.text for name, bonus in scheme.bonuses.items()}
    by_item: dict[str, list[list[Marked]]] = {}
    for place, one in enumerate(known):
        for mark in one.step.items or ():
            by_item.setdefault(mark.item, [[] for _ in known])[place].append(mark)
    return tuple(
        MarkRow(
            id=name,
            text=text,
            cells=tuple(tuple(_words(scheme, name, those)) for those in by_item[name]),
            notes=_notes_of([mark for those in by_item[name] for mark in those]),
        )
        for name, text in texts.items()
        if name in by_item
    )


def _words(scheme: Scheme, name: str, those: Sequence[Marked]) -> Iterator[str]:
    """`扣 1 分（2 次）`, `加 2 分`, `不适用`, `记零分` for each that one step writes of an item."""
    if placed := scheme.items.get(name):
        amounts = [f"扣 {scores.words(lost)} 分" for lost in scores.taken(placed.item, those)]
    else:
        amounts = [f"加 {scores.words(scores.gained_by(scheme.bonuses[name], mark))} 分" for mark in those]
    for mark, amount in zip(those, amounts, strict=True):
        often = f"（{mark.times} 次）" if mark.times is not None else ""
        yield "不适用" if mark.not_applicable else "记零分" if mark.zero else f"{amount}{often}"


def _notes_of(marks: Sequence[Marked]) -> tuple[str, ...]:
    """Each note once; one that only says less than another is left out."""
    notes = tuple(dict.fromkeys(filter(None, map(_note, marks))))
    return tuple(one for one in notes if not any(one != other and other.startswith(one) for other in notes))


def _note(mark: Marked) -> str:
    evidence = f"（{mark.evidence}）" if mark.evidence else ""
    return f"{mark.remark or ''}{evidence}"


def composition(scheme: Scheme, steps: Sequence[StepScore], total: Decimal | None) -> tuple[Part, ...]:
    """The last step that has a part of every source, and the total's share in a larger score, as one of a hundred."""
    parts = next((_parts(scheme, one) for one in reversed(steps) if scheme.sources and one.exact is not None), [])
    if scheme.into and total is not None:
        marks = Fraction(total) if scheme.sources else scores.of_hundred(scheme, Fraction(total))
        share = marks * Fraction(number(scheme.into.weight)) / 100
        name = f"计入{scheme.into.name}"
        parts.append(
            Part(name=name, marks=scores.words(marks), weight=f"{scheme.into.weight}%", gives=scores.words(share))
        )
    return tuple(parts)


def _parts(scheme: Scheme, one: StepScore) -> list[Part]:
    known = {part.source: Fraction(number(part.marks)) for part in one.step.totals}
    if one.sheet and one.sheet.base is not None:
        known |= {source.name: scores.of_hundred(scheme, one.sheet.base) for source in scheme.sources if source.items}
    made = []
    for source in scheme.sources:
        marks = known[source.name]
        gives = marks * Fraction(number(source.weight)) / 100
        made.append(
            Part(name=source.name, marks=scores.words(marks), weight=f"{source.weight}%", gives=scores.words(gives))
        )
    total = "—" if one.total is None else scores.words(one.total)
    return [*made, Part(name="合计", marks="—", weight="100%", gives=total)]


def vetoes(scheme: Scheme, steps: Sequence[StepScore]) -> tuple[str, ...]:
    """Of the last step: what happened and what follows from it; which step it was, unless it was the final one."""
    if not steps:
        return ()
    last = steps[-1]
    when = "" if last.field == "final" else f"{last.title}中"
    rules = {one.id: one for one in scheme.vetoes}
    found = []
    for veto in last.step.vetoes:
        if rule := rules.get(veto.veto):
            effect = f"定为“{rule.to}”" if rule.to else f"不高于“{rule.not_above}”"
            found.append(f"{when}一票否决：{rule.text}{f'（{veto.remark}）' if veto.remark else ''}，{effect}")
    if last.sheet and last.sheet.zero_category and scheme.category_zero:
        found.append(f"{when}{last.sheet.zero_category}得零分，定为“{scheme.category_zero}”")
    return tuple(found)
