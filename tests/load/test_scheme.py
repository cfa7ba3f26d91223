"""Schemes: those that come with the package hold by every rule, a branch's own are read and stand before them."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from gongkai.derive.calendar import calendar
from gongkai.derive.head import World
from gongkai.kinds.grades import schemes
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme, shipped
from laying import Texts, checked

SHIPPED = {scheme.name: scheme for scheme in shipped()}
ALONE = """title: 自己的细则
source: 公司党委〔2026〕1 号
since: 2026-01-01
cycle: 季度
levels:
  - {name: 达标, at_least: 80}
  - {name: 不达标}
"""


def groups(name: str) -> list[tuple[str, list[str]]]:
    """Each category of a shipped scheme with the numbers of its items."""
    return [(category.name, [item.id for item in category.items]) for category in SHIPPED[name].categories]


def test_eight_schemes_are_shipped_and_break_no_rule(tmp_path: Path) -> None:
    """They are not checked with the branch's own, so they are held here."""
    assert set(SHIPPED) == {
        *("goals-30", "standards-30", "quarterly-scale", "stars-70-30"),
        *("dajinchuang-quarter", "dajinchuang-year", "sihao-banzi", "study-quarterly"),
    }
    world = checked(tmp_path, {}).world
    assert world
    register = dataclasses.replace(world.register, own_schemes=shipped())
    over = World(register, calendar({}), date(2026, 11, 20))
    assert [finding for rule in schemes.RULES for finding in rule({}, over)] == []


def test_the_thirty_goals_stand_in_their_four_groups() -> None:
    """1–4, 5–10, 11–20, 21–30; 90, 80 and 70; a fifth of a larger score; the rule of zero at the seventh."""
    numbers = [numbers for _, numbers in groups("goals-30")]
    wanted = [range(1, 5), range(5, 11), range(11, 21), range(21, 31)]
    assert numbers == [[str(number) for number in group] for group in wanted]
    scheme = SHIPPED["goals-30"]
    assert [level.at_least for level in scheme.levels] == ["90", "80", "70", None]
    assert scheme.into
    assert scheme.into.weight == "20"
    assert [name for name, placed in scheme.items.items() if placed.item.zero_if] == ["7"]


def test_the_thirty_standards_stand_in_their_eight_groups() -> None:
    """3, 6, 6, 6, 2, 3, 2 and 2 of them; 五好 from 90."""
    assert [len(numbers) for _, numbers in groups("standards-30")] == [3, 6, 6, 6, 2, 3, 2, 2]
    assert [number for _, numbers in groups("standards-30") for number in numbers] == [str(n) for n in range(1, 31)]
    assert SHIPPED["standards-30"].scale == "90 分以上五好，其余未达五好"


def test_the_quarterly_scale_and_the_stars() -> None:
    """97, 90 and 86; 70 and 30 with a quota for the top."""
    assert [level.at_least for level in SHIPPED["quarterly-scale"].levels] == ["97", "90", "86", None]
    assert [(one.name, one.weight) for one in SHIPPED["stars-70-30"].sources] == [
        ("基础工作", "70"),
        ("述职评议", "30"),
    ]
    assert SHIPPED["stars-70-30"].quota[0].share == "30"


def test_a_yearly_level_comes_from_the_quarters() -> None:
    """一级 to 无等级 by the quarters and a full review, with what follows; all that no source gives is an example."""
    year, quarter = SHIPPED["dajinchuang-year"], SHIPPED["dajinchuang-quarter"]
    names = ["一级", "二级", "三级", "无等级"]
    assert [one.name for one in year.levels] == [one.name for one in quarter.levels] == names
    assert year.sources[0].words == "占 60%（示例分值），是全年四个季度得分的平均"
    assert year.scale == "90 分以上一级，80 分以上二级，70 分以上三级，其余无等级（示例分值）"
    assert [one.level for one in year.consequences] == ["一级", "无等级"]


def test_what_follows_from_places_and_averages() -> None:
    """五好 from 90 on average, an adjustment after the last place twice: as the source says it."""
    assert [one.words for one in SHIPPED["standards-30"].consequences] == [
        "全年四个季度平均 90 分以上的，可以命名为五好党支部",
        "一年内累计 2 次最后一名的，领导班子应当调整",
    ]


@pytest.mark.parametrize("name", ["goals-30", "standards-30", "dajinchuang-quarter", "sihao-banzi", "study-quarterly"])
def test_marks_that_no_source_gives_are_called_examples(name: str) -> None:
    """Every one of them, and together they are a hundred."""
    items = [placed.item for placed in SHIPPED[name].items.values()]
    assert all(item.example for item in items)
    assert sum(number(item.marks) for item in items) == 100


def test_an_own_scheme_is_known_by_its_file_and_stands_before_a_shipped_one(tmp_path: Path) -> None:
    """A name says which; nothing else has to be written."""
    texts: Texts = {"schemes/own.yaml": ALONE, "schemes/stars-70-30.yaml": ALONE}
    world = checked(tmp_path, texts).world
    assert world
    assert world.register.schemes["own"].title == "自己的细则"
    assert world.register.schemes["stars-70-30"].title == "自己的细则"
    assert world.register.schemes["goals-30"] is SHIPPED["goals-30"]


def test_a_scheme_that_cannot_be_read_is_a_fault_of_its_own(tmp_path: Path) -> None:
    """A wrong word in it gives one finding, with its line; what stands beside schemes is no record."""
    texts: Texts = {"schemes/own.yaml": ALONE.replace("季度", "每季"), "schemes/notes.txt": ""}
    found = checked(tmp_path, texts).findings
    assert {(one.place.file, one.code) for one in found} == {
        ("data/schemes/own.yaml", "field.not_in_list"),
        ("data/schemes/notes.txt", "file.bad_name"),
    }


def test_words_of_a_scheme() -> None:
    """How marks are lost and gained, and how the total is rounded, as a reader is told."""
    scheme = SHIPPED["goals-30"]
    assert scheme.items["2"].item.words == "每次扣 0.5 分，扣完为止"
    assert scheme.items["7"].item.words.endswith("记零分")
    assert scheme.rounding.words == "保留 1 位小数，四舍五入"
    assert isinstance(scheme, Scheme)
