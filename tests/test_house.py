"""The tree keeps the house rules, and each rule finds what it is there to find (design §4, style)."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import PurePosixPath

import pytest

from house_rules import (
    ROOT,
    TEST_TOOLS,
    Module,
    Rule,
    arrow_back,
    clock_outside,
    empty_name,
    engine_outside,
    foreign_in_verify,
    ignored_without_reason,
    kind_named_elsewhere,
    long_function,
    long_module,
    many_parameters,
    process_outside,
    room_without_place,
    state_in_module,
    text_as_template,
    unspoken_module,
    unspoken_test,
    yaml_outside,
)

MACHINE_PATH = re.compile(r"(?<![\w./\-}>)])/(?:home|root|tmp|opt|work|Users)/\w|\b[A-Z]:\\\\?Users\\")
REGISTRY = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|tuna\.tsinghua|aliyun|ustc|douban|huaweicloud)\.(?:org|com|edu|cn)\b"
    r"|\bindex-url\b[ =]+\w+:"
)


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the project."""
    files = sorted(file for top in ("hooks", *TEST_TOOLS) for file in (ROOT / top).rglob("*.py"))
    return tuple(Module(PurePosixPath(f.relative_to(ROOT).as_posix()), f.read_text(encoding="utf-8")) for f in files)


SIX = "a, b, c, d, e, f"
LONG = "def long():\n" + "    pass\n" * 51
OFFENCES: tuple[tuple[Rule, str, str], ...] = (
    (arrow_back, "hooks/gongkai/load/tree.py", "from gongkai.derive import period"),
    (arrow_back, "hooks/gongkai/kinds/meetings/model.py", "from gongkai.check import contract"),
    (arrow_back, "hooks/gongkai/load/tree.py", "def late():\n    from ..render import page"),
    (room_without_place, "hooks/gongkai/attic.py", "x = 1"),
    (kind_named_elsewhere, "hooks/gongkai/derive/levels.py", "from gongkai.kinds.commitments import model"),
    (engine_outside, "hooks/gongkai/render/page.py", "from mkdocs.structure.files import Files"),
    (process_outside, "hooks/gongkai/publish/shelf.py", "import subprocess"),
    (process_outside, "hooks/gongkai/publish/shelf.py", "import os\nos.system('git')"),
    (clock_outside, "hooks/gongkai/derive/period.py", "from datetime import date\nf = date.today"),
    (clock_outside, "hooks/gongkai/derive/period.py", "import datetime as dt\ndt.datetime.now(dt.UTC)"),
    (clock_outside, "hooks/gongkai/derive/period.py", "from time import time"),
    (yaml_outside, "hooks/gongkai/derive/table.py", "import yaml\nyaml.safe_load('')"),
    (yaml_outside, "hooks/gongkai/derive/table.py", "from yaml import CSafeLoader"),
    (text_as_template, "hooks/gongkai/render/page.py", "def f(env):\n    env.from_string('')"),
    (text_as_template, "hooks/gongkai/render/page.py", "from jinja2 import Template\nx = Template('')"),
    (foreign_in_verify, "hooks/gongkai/publish/verify.py", "from gongkai import findings"),
    (long_module, "hooks/gongkai/load/tree.py", "x = 1\n" * 251),
    (long_function, "hooks/gongkai/load/tree.py", LONG),
    (many_parameters, "hooks/gongkai/load/tree.py", f"def f(self, {SIX}): ..."),
    (many_parameters, "hooks/gongkai/load/tree.py", f"def f(*, {SIX}): ..."),
    (empty_name, "hooks/gongkai/load/utils.py", ""),
    (empty_name, "hooks/gongkai/load/tree.py", "class RecordManager: ..."),
    (unspoken_module, "tests/test_tree.py", "x = 1"),
    (unspoken_test, "tests/test_tree.py", "def test_tree(): ..."),
    (ignored_without_reason, "hooks/gongkai/load/tree.py", "x = 1\ny = f(x)  # " + "noqa: E501"),
    (state_in_module, "hooks/gongkai/load/tree.py", "SEEN = {}"),
    (state_in_module, "hooks/gongkai/load/tree.py", "def f():\n    global seen"),
)


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in OFFENCES), ids=lambda rule: rule.__name__)
def test_house_keeps_its_rule(rule: Rule) -> None:
    """No file of the project breaks this rule."""
    assert [f"{module.path}: {words}" for module in modules() for words in rule(module)] == []


@pytest.mark.parametrize(("rule", "path", "text"), OFFENCES)
def test_rule_sees_an_offence(rule: Rule, path: str, text: str) -> None:
    """Each rule finds what it is there to find."""
    assert list(rule(Module(PurePosixPath(path), text)))


def test_templates_are_short() -> None:
    """A template has at most 40 lines; what is longer has parts with names."""
    lines = {file.name: file.read_text(encoding="utf-8").count("\n") for file in (ROOT / "hooks").rglob("*.jinja")}
    assert {name: count for name, count in lines.items() if count > 40} == {}


@cache
def tracked_text() -> tuple[tuple[str, str], ...]:
    """Path and text of every tracked file that is text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [path for path in listed.stdout.decode().split("\0") if path and (ROOT / path).is_file()]
    return tuple((path, (ROOT / path).read_bytes().decode("utf-8", errors="replace")) for path in paths)


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry host"])
def test_tree_stands_on_any_machine(pattern: re.Pattern[str]) -> None:
    """No tracked file names a path of one machine or the host of a package registry."""
    assert [f"{path}: {hit[0]}" for path, text in tracked_text() for hit in pattern.finditer(text)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(MACHINE_PATH, 'open("/' + 'home/me/x")'), (REGISTRY, "https://" + "pypi" + ".org/simple")],
    ids=["machine path", "registry host"],
)
def test_pattern_sees_an_offence(pattern: re.Pattern[str], text: str) -> None:
    """Each pattern finds what it is there to find, and not an address of a site."""
    assert pattern.search(text)
    assert not pattern.search("https://example.org/home/index.html")
