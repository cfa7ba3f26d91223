"""The documents ask the program: commands, files and messages that they name are real, and none is missing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from gongkai.cli import main
from gongkai.kinds import kinds
from laying import checked, meeting

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
ROW = re.compile(r"^\| `(?P<written>[^`]+)` \| (?P<told>[^|`]+) \|$", re.MULTILINE)
LINK = re.compile(r"""(?:\]\(|src=")(?P<target>[^)#:"]+)[)"]""")


def mistakes(name: str) -> list[tuple[str, str]]:
    """What is written and what is told, row by row."""
    text = (ROOT / name).read_text(encoding="utf-8")
    part = text.split("\n## ")[next(n for n, one in enumerate(text.split("\n## ")) if "chair:周敏" in one)]
    return [(row["written"], row["told"]) for row in ROW.finditer(part)]


@pytest.mark.parametrize(("written", "told"), [pair for name in READMES for pair in mistakes(name)])
def test_a_mistake_is_told_as_the_readme_says(written: str, told: str, tmp_path: Path) -> None:
    """One mistake, one message, word for word."""
    key = re.split("[:：]", written)[0]
    text = re.sub(rf"^{key}:.*\n", "", meeting(), flags=re.MULTILINE) if f"\n{key}:" in meeting() else meeting()
    (finding,) = checked(tmp_path, {"meetings/2026/a.yaml": f"{text}{written}\n"}).findings
    assert finding.words == told


EXAMPLE = re.compile(r"```yaml\n(title: .*?)```", re.DOTALL)
HANDBOOK = (ROOT / "hooks" / "gongkai" / "render" / "handbook" / "writing.md").read_text(encoding="utf-8")
OF_KIND = {
    "held_on:": "meetings",
    "node:": "development",
    "promises:": "commitments",
    "scheme:": "grades",
    "nominees:": "awards",
    "subject:": "notices",
    "fund:": "accounts",
    "seats:": "elections",
    "channel:": "opinions",
    "targets:": "plans",
    "phases:": "projects",
    "results:": "appraisals",
    "applicants:": "pipeline",
    "training:": "reports",
    "regulation:": "reports",
}


@pytest.mark.parametrize("text", EXAMPLE.findall(HANDBOOK), ids=lambda text: text.partition("\n")[0])
def test_an_example_of_the_handbook_can_be_copied(text: str, tmp_path: Path) -> None:
    """A whole record that the handbook shows is read without a fault, as a draft."""
    kind = next(kind for key, kind in OF_KIND.items() if f"\n{key}" in text)
    groups = "groups: [{name: 第一党小组, since: 2024-03-20}, {name: 第二党小组, since: 2024-03-20}]\n"
    found = checked(tmp_path, {f"{kind}/2026/example.yaml": text, "branch.yaml": groups}).findings
    assert [one.words for one in found if one.is_fault] == []


def test_every_kind_has_an_example_in_the_handbook() -> None:
    """Nobody has to begin with an empty file."""
    shown = {kind for text in EXAMPLE.findall(HANDBOOK) for key, kind in OF_KIND.items() if f"\n{key}" in text}
    assert shown == set(kinds())


@pytest.mark.parametrize("name", READMES)
def test_every_command_stands_in_the_readme(name: str) -> None:
    """A verb that is not told of does not exist for anybody."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert {verb for verb in main.commands if f"`gongkai {verb}" not in text} == set()
    assert set(re.findall(r"gongkai ([a-z]+)", text)) <= set(main.commands)


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_link_of_a_document_leads_somewhere(name: str) -> None:
    """Files that documents point to are there and, as pictures were not for a while, not left out by git."""
    wanted = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [one for one in wanted if not (ROOT / one).exists()] == []
    ignored = subprocess.run(["git", "check-ignore", "--no-index", *wanted], cwd=ROOT, capture_output=True, text=True)
    assert ignored.stdout == ""


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_make_target_a_document_names_is_real(name: str) -> None:
    """`make x` works for each x that is told of."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"))) - {"sure"} <= targets
