"""Data problems never change what is in the site's folder: the build ends in plain words, every byte stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.building import digest, forked, run
from hostile.payloads import Json
from hostile.world import AS_OF, approve, branch, plain, put

YEAR = "data/meetings/2026"
Harm = Callable[[Path], object]


def _append(root: Path, name: str, text: str) -> None:
    file = root / name
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def _recode(root: Path, name: str, encoding: str) -> None:
    file = root / name
    file.write_bytes(file.read_text(encoding="utf-8").encode(encoding))


def _with(root: Path, **differs: Json) -> None:
    put(root, "meetings/2026/bad", plain("meetings", **differs))


def _replace(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x", encoding="utf-8")


def put_page(root: Path, name: str, encoding: str = "utf-8") -> None:
    """A hand-written page."""
    (root / "content" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "content" / name).write_text("# 关于本站的说明\n", encoding=encoding)


MISSING = {"file": "x.pdf", "title": "x"}
PROBLEMS: dict[str, tuple[Harm, str]] = {
    "syntax": (lambda r: _append(r, f"{YEAR}/good.yaml", "x: [y\n"), "yaml.unclosed_bracket"),
    "GBK": (lambda r: _recode(r, f"{YEAR}/good.yaml", "gbk"), "yaml.not_utf8"),
    "UTF-16": (lambda r: _recode(r, "data/branch.yaml", "utf-16"), "yaml.utf16"),
    "no branch.yaml": (lambda r: (r / "data/branch.yaml").unlink(), "file.not_readable"),
    "no catalogue.yaml": (lambda r: (r / "data/catalogue.yaml").unlink(), "file.not_readable"),
    "no data": (lambda r: shutil.rmtree(r / "data"), "file.not_readable"),
    "data is a file": (lambda r: _replace(r / "data"), "file.not_readable"),
    "unknown kind": (lambda r: put(r, "metings/2026/bad", plain("meetings")), "file.unknown_kind"),
    "bad name": (lambda r: put(r, "meetings/2026/Bad", plain("meetings")), "file.bad_name"),
    "bad year": (lambda r: put(r, "meetings/²⁰²⁶/bad", plain("meetings")), "file.not_a_year"),
    "name of a list": (lambda r: put(r, "meetings/2026/index", plain("meetings")), "file.bad_name"),
    "unknown field": (lambda r: _with(r, titel="x"), "field.unknown"),
    "dangling reference": (lambda r: _with(r, references=["JG1/2026-9999"]), "references.reference_unknown"),
    "no attachment": (lambda r: _with(r, attachments=[MISSING]), "attachments.attachment_unsafe"),
    "impossible day": (lambda r: _with(r, held_on="2026-02-30"), "field.not_a_day"),
    "personal number": (lambda r: _with(r, place="电话 13800138000"), "privacy.personal_number"),
    "number given twice": (lambda r: _with(r, index="JG1/2026-0001"), "identity.index_twice"),
    "alias bomb": (lambda r: put(r, "meetings/2026/bad", "a: &a [x]\nb: [*a, *a]\n"), "yaml.anchor"),
    "30,000 brackets": (lambda r: put(r, "meetings/2026/bad", "[" * 30_000), "yaml.too_deep"),
    "link": (lambda r: (r / YEAR / "bad.yaml").symlink_to("good.yaml"), "file.stray"),
    "pipe": (lambda r: os.mkfifo(r / YEAR / "bad.yaml"), "file.stray"),
    "hand-written page in GBK": (lambda r: put_page(r, "x.md", "gbk"), "site.page_encoding"),
    "page in the way": (lambda r: put_page(r, "meetings/2026/good.md"), "site.address_taken"),
}  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch whose site is built."""
    root = branch(tmp_path_factory.mktemp("published") / "branch")
    put(root, "meetings/2026/good", {"index": "JG1/2026-0001", **plain("meetings")})
    approve(root, ["meetings/2026/good"])
    done = run(root, GONGKAI_AS_OF=AS_OF.isoformat())
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def root(published: Path) -> Iterator[Path]:
    """The branch to be harmed; afterwards it is as it was."""
    kept = published.parent / "kept"
    shutil.copytree(published, kept, symlinks=True)
    yield published
    shutil.rmtree(published)
    kept.rename(published)


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_site_stays(root: Path, name: str) -> None:
    """The build ends with 1 and the fault's code, place and Chinese words, and no byte of the site has changed."""
    harm, code = PROBLEMS[name]
    before = digest(root / "site")
    assert len(before) > 10
    harm(root)
    ended, said = forked(root, GONGKAI_AS_OF=AS_OF.isoformat())
    assert ended == 1, said
    assert "Traceback" not in said
    assert f"差错 {code}" in said
    assert "网站未改动" in said
    assert digest(root / "site") == before


def test_a_template_that_fails(root: Path) -> None:
    """A fault in a template of the program is found before the site's folder is touched, too."""
    before = digest(root / "site")
    hook = root / "hooks/disclosure.py"
    hook.write_text(f"{hook.read_text(encoding='utf-8')}\n{BREAK}", encoding="utf-8")
    done = run(root, GONGKAI_AS_OF=AS_OF.isoformat())
    assert done.returncode == 1
    assert "差错 site.template" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert digest(root / "site") == before


BREAK = """
import jinja2
from gongkai.render import matter

matter._frame = lambda *about: jinja2.StrictUndefined(name="frame")
"""


def test_a_mended_branch_builds_again(root: Path) -> None:
    """After the fault is mended the next build needs nobody's help and gives the same bytes."""
    before = digest(root / "site")
    put(root, "meetings/2026/bad", "x: [y\n")
    assert run(root, GONGKAI_AS_OF=AS_OF.isoformat()).returncode == 1
    (root / YEAR / "bad.yaml").unlink()
    assert run(root, GONGKAI_AS_OF=AS_OF.isoformat()).returncode == 0
    assert digest(root / "site") == before
