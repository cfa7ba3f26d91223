"""Scores, exact: deductions, bonus, items that do not apply, weights, rounding, levels."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.derive import scores
from gongkai.kinds.grades.model import Marked
from gongkai.load import shape
from gongkai.load.compose import document
from gongkai.load.scheme import Bonus, Scheme

SHEET = """title: 细则
source: 示例
since: 2026-01-01
cycle: 季度
full: 20
categories:
  - name: 甲
    items:
      - {id: 1, text: 一, marks: 6, deduct: {each: 0.5, floor: 2}}
      - {id: 2, text: 二, marks: 4, deduct: {each: 1}}
  - name: 乙
    items:
      - {id: 3, text: 三, marks: 10, deduct: {each: 3}}
bonus:
  - {id: J1, text: 表彰, highest_only: 是}
  - {id: J2, text: 经验, each: 1, cap: 2}
vetoes:
  - {id: F1, text: 事故, not_above: 中}
  - {id: F2, text: 违纪, to: 下}
category_zero: 下
levels:
  - {name: 上, at_least: 18}
  - {name: 中, at_least: 12}
  - {name: 下}
"""


@cache
def scheme(**changes: str) -> Scheme:
    """The scheme, with lines added for further fields."""
    text = SHEET + "".join(f"{name}: {value}\n" for name, value in changes.items())
    read, faults = document(text.encode(), "data/schemes/own.yaml")
    assert read, faults
    made = shape.record(Scheme, read, "schemes/own")
    assert isinstance(made, Scheme), made
    return made


def marks(*written: dict[str, str]) -> list[Marked]:
    """What stands in a record."""
    return [Marked.model_validate(one) for one in written]


def base(*written: dict[str, str], **changes: str) -> Fraction | None:
    """What the sheet gives."""
    return scores.sheet(scheme(**changes), marks(*written)).base


def test_nothing_written_is_full_marks() -> None:
    """Only what changes something is written."""
    assert base() == 20


def test_occurrences_stop_at_the_floor_and_what_is_written_adds_up() -> None:
    """Three times half a mark; a hundred times takes it to its floor; two entries of one item count together."""
    assert base({"item": "1", "times": "3"}) == Fraction("18.5")
    assert base({"item": "1", "times": "100"}) == 16
    assert base({"item": "2", "times": "100"}) == 16
    assert base({"item": "3", "lost": "1.5"}, {"item": "3", "lost": "2"}) == Fraction("16.5")


def test_a_floor_holds_for_all_occurrences_together_and_not_for_what_is_written_as_lost() -> None:
    """Twice eight times half a mark is four at most; five written as lost go below the floor of two."""
    twice = marks({"item": "1", "times": "8"}, {"item": "1", "times": "8"})
    assert scores.sheet(scheme(), twice).base == 16
    assert list(scores.taken(scheme().items["1"].item, twice)) == [4, 0]
    assert base({"item": "1", "lost": "5"}) == 15
    assert base({"item": "1", "lost": "5"}, {"item": "1", "times": "8"}) == 14


def test_an_item_can_be_forced_to_zero() -> None:
    """Its floor does not matter then, and a category at zero is told."""
    assert base({"item": "1", "zero": "是"}) == 14
    assert scores.sheet(scheme(), marks({"item": "3", "zero": "是"})).zero_category == "乙"


def test_items_that_do_not_apply_leave_both_sides_and_the_rest_is_scaled() -> None:
    """13 of 16 are 16.25 of 20; a category that does not apply at all is not at zero."""
    apart = scores.sheet(scheme(), marks({"item": "2", "not_applicable": "是"}, {"item": "3", "times": "1"}))
    assert (str(apart.earned), str(apart.full), str(apart.not_applicable)) == ("13", "16", "4")
    assert apart.base == Fraction("16.25")
    assert scores.sheet(scheme(), marks({"item": "3", "not_applicable": "是"})).zero_category == ""


def test_where_nothing_applies_there_is_no_score() -> None:
    """Nothing is divided by nothing."""
    assert base(*({"item": number, "not_applicable": "是"} for number in "123")) is None


def test_bonus_by_the_highest_by_a_cap_and_not_beyond_full() -> None:
    """3 and 2 give 3; five times one gives 2; together they fill up to 20, or more where it is allowed."""
    gained = [{"item": "J1", "gained": "3"}, {"item": "J1", "gained": "2"}, {"item": "J2", "times": "5"}]
    lost = {"item": "3", "times": "2"}
    assert scores.sheet(scheme(), marks(*gained)).bonus == 5
    assert base(*gained, lost) == 19
    assert base(*gained) == 20
    assert base(*gained, above_full="是") == 25
    assert base(*gained, lost, bonus_cap="4") == 18


def test_only_the_highest_counts_however_often_it_happened() -> None:
    """Three times one mark, of which only the highest counts, is one; without a rule of each, times say nothing."""
    rule = Bonus(id="J1", text="表彰", each="1", highest_only=True)
    (often,) = marks({"item": "J1", "times": "3"})
    (never,) = marks({"item": "J1", "times": "0"})
    assert scores.gained_by(rule, often) == 1
    assert scores.gained_by(rule, never) == 0
    assert scores.gained_by(rule.model_copy(update={"highest_only": False}), often) == 3
    assert scores.gained_by(rule.model_copy(update={"each": None}), often) == 0


def test_items_stand_before_what_is_stated_of_their_source() -> None:
    """16 of 20 are 80 of a hundred, whatever else was written; a sheet without full marks does not divide."""
    weighted = scheme(sources="[{name: 基础, weight: 50, items: 是}, {name: 述职, weight: 50}]")
    stated = {"基础": Decimal(99), "述职": Decimal(90)}
    assert scores.composed(weighted, Fraction(16), stated) == 85
    assert scores.of_hundred(weighted, Fraction(16)) == 80
    assert scores.of_hundred(weighted.model_copy(update={"full": "0"}), Fraction(0)) == 0


def test_the_highest_total_there_can_be() -> None:
    """Full marks; a hundred where sources are composed; no end where a bonus may pass full marks."""
    sources = "[{name: 述职, weight: 100}]"
    assert scores.highest(scheme()) == 20
    assert scores.highest(scheme(sources=sources)) == 100
    assert scores.highest(scheme(above_full="是")) is None


def test_sources_are_weighted_exactly_and_rounded_once() -> None:
    """18.45 of 20 and 88.5 of 100 at 70/30 are 91.125, which is 91.1; without items their source may be stated."""
    sources = "[{name: 基础, weight: 70, items: 是}, {name: 述职, weight: 30}]"
    weighted = scheme(sources=sources)
    exact = scores.composed(weighted, Fraction("18.45"), {"述职": Decimal("88.5")})
    assert exact == Fraction("91.125")
    assert scores.rounded(weighted, exact) == Decimal("91.1")
    assert scores.composed(weighted, None, {"基础": Decimal(90), "述职": Decimal(80)}) == 87
    assert scores.composed(weighted, Fraction(90), {}) is None


@pytest.mark.parametrize(
    ("exact", "rounding", "wanted"),
    [
        ("89.95", "{places: 1}", "90.0"),
        ("89.95", "{places: 1, mode: 舍去}", "89.9"),
        ("85.5", "{places: 0}", "86"),
        ("96.25", "{places: 2}", "96.25"),
        ("2/3", "{places: 3}", "0.667"),
    ],
)
def test_rounding(exact: str, rounding: str, wanted: str) -> None:
    """Half goes up, or everything is cut off; 96.5 is never taken for 97."""
    assert str(scores.rounded(scheme(rounding=rounding), Fraction(exact))) == wanted


@pytest.mark.parametrize(("total", "level"), [("18", "上"), ("17.9", "中"), ("12", "中"), ("11.9", "下"), ("0", "下")])
def test_levels_have_lower_bounds_only(total: str, level: str) -> None:
    """No total lies between two levels."""
    assert scores.level(scheme(), Decimal(total)) == level


def test_vetoes_and_an_empty_category_hold_the_level_down() -> None:
    """The lowest of all counts; a veto that the scheme does not know says nothing."""
    assert scores.held_down(scheme(), "上", ["F1"], "") == "中"
    assert scores.held_down(scheme(), "下", ["F1"], "") == "下"
    assert scores.held_down(scheme(), "上", ["F1", "F2"], "") == "下"
    assert scores.held_down(scheme(), "上", ["F9"], "") == "上"
    assert scores.held_down(scheme(), "上", [], "乙") == "下"


def test_average_of_quarters() -> None:
    """94, 95.5, 89 and 92 are 92.625."""
    assert scores.average(scheme(), [Decimal(one) for one in ("94", "95.5", "89", "92")]) == Decimal("92.6")


@pytest.mark.parametrize(("amount", "words"), [("100", "100"), ("92.50", "92.5"), ("0", "0"), ("290/3", "约 96.67")])
def test_words_are_exact_or_say_that_they_are_not(amount: str, words: str) -> None:
    """Trailing zeros go; a third has no last decimal."""
    assert scores.words(Fraction(amount)) == words


@given(st.lists(st.tuples(st.sampled_from("123"), st.integers(0, 9)), max_size=8))
def test_a_score_never_leaves_its_range(written: list[tuple[str, int]]) -> None:
    """Whatever is written, marks stay between nothing and full."""
    found = scores.sheet(scheme(), marks(*({"item": number, "times": str(times)} for number, times in written)))
    assert found.base is not None
    assert 0 <= found.base <= 20
    assert all(0 <= one.earned <= one.full for one in found.categories)
