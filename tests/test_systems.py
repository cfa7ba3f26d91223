"""制度对照 in the handbook: each of the 84 systems is carried by something that exists, or says why it is not told."""

from __future__ import annotations

import re

import pytest

from gongkai import check
from gongkai.kinds import kinds
from gongkai.load.scheme import shipped
from gongkai.render.handbook import chapter

ROWS = re.findall(
    r'<tr>\s*<th scope="row">(\d+)　(.*?)</th>\s*<td data-title="怎样公开"><span>(.*?)</span></td>', chapter("systems")
)
CODES = {check.code_of(rule) for rule in check.all_rules(kinds())}
FIGURES = {figure.name for figure in check.all_figures(kinds())}
PAGES = {"inspection.html", "coverage.html", "lapses.html"}


def test_all_eighty_four_stand_there_once_and_in_order() -> None:
    """None is left out, none is said twice."""
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 85))


@pytest.mark.parametrize(("name", "carried"), [(name, carried) for _, name, carried in ROWS])
def test_what_carries_it_exists(name: str, carried: str) -> None:
    """A kind's fields, a rule, a page of the site; or the reason why nothing carries it."""
    links = re.findall(r'href="([^"#]+)(?:#([^"]+))?"', carried)
    for page, anchor in links:
        known = {"writing.html": {f"fields-{kind}" for kind in kinds()}, "rules.html": CODES}
        assert page in PAGES or anchor in known[page], (name, page, anchor)
    assert links or "打印" in carried or re.match("不公开.*：.+", carried), name


def test_figures_and_schemes_are_called_by_their_names() -> None:
    """What a clerk would write into branch.yaml, or as the scheme of a grading."""
    whole = " ".join(carried for _, _, carried in ROWS)
    said = set(re.findall("数量要求“(.+?)”", whole))
    assert said <= FIGURES
    assert said
    schemes = set(re.findall("<code>(.+?)</code>", whole))
    assert schemes <= {scheme.name for scheme in shipped()}
    assert "goals-30" in schemes


def test_no_reference_was_left_unlinked() -> None:
    """Markdown shows a reference that leads nowhere in its brackets."""
    assert not re.search(r"\[[a-z.]+\]|\]\[", chapter("systems"))


def test_every_kind_carries_something() -> None:
    """But one, which is for what no system is named for."""
    carried = "".join(text for _, _, text in ROWS)
    assert [kind for kind in kinds() if f"#fields-{kind}" not in carried] == ["notices"]
