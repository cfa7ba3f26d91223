"""Names, links and special files: nothing outside is read or written, and each finds its own words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.building import run
from gongkai import pipeline
from gongkai.engine.faults import as_page
from gongkai.findings import Finding
from hostile.running import check, inspected
from hostile.world import AS_OF, approve, branch, plain, put, quoted

SECRET = "机密在外面"
OUT = "outside/data/meetings/2026"
YEAR = "data/meetings/2026"
BAD_NAMES = (
    *("CON", "con.yaml", "nul.yaml", "aux.yaml", "com1.yaml", "lpt9.yaml", "index.yaml", "a:b.yaml", "A.yaml"),
    *("a.yaml.", "a.yaml ", " a.yaml", "a%2e%2e.yaml", "a\\b.yaml", "a?b#c.yaml", "a..yaml", "-a.yaml", "a_b.yaml"),
    *("会议.yaml", "é.yaml", "e\u0301.yaml", "ａ.yaml", "a.yml", "a.YAML", "a.yaml.bak", "a" * 64 + ".yaml", "a" * 249),
    *("$(touch x).yaml", "<img src=x onerror=alert(1)>.yaml", "'; drop table.yaml", "{{7*7}}.yaml", "Thumbs.db"),
)
BAD_YEARS = ("2O26", "²⁰²⁶", "２０２６", "٢٠٢٦", "0000", "9999", "20260", "二〇二六", "2026 ")
TRAVERSALS = (
    *("../../x", "/" + "etc/passwd", "..\\..\\x", "meetings/2026/../../../x", "meetings/2026/..", "file:///x", "//x/y"),
    *("meetings/2026/x/../a", "%2e%2e/x", "C:\\x", "meetings/2026/a.yaml", "meetings/²⁰²⁶/a", "a" * 300, "CON", "a:b"),
)
BAD_FILES = (
    *("../a.pdf", "../../branch.yaml", "/" + "etc/passwd", "a/b.pdf", "..", ".", "CON.pdf", "a:b.pdf", "a.pdf."),
    *("../files/a.pdf", "../../../development/2026/files/a.pdf", "a b.pdf"),
    *("../../../../outside.pdf", "../../../../../" + "etc/passwd", "link.pdf", "pipe.pdf", "folder.pdf", "loop.pdf"),
    *("a" * 190 + ".pdf", "<img src=x onerror=alert(1)>.pdf", "a.html", "a.svg", ".htaccess", "none.pdf", "~a.pdf"),
    *("inner/a.pdf", "A.PDF", "e\u0301.pdf", "a%2fb.pdf", "\\\\host\\a.pdf", "http://192.0.2.1/a.pdf"),
)  # fmt: skip
Make = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A branch with one good record; beside it, outside, a record and a folder of records with a secret."""
    put(tmp_path / "outside", "meetings/2026/secret", plain("meetings", title=SECRET))
    (tmp_path / "outside.pdf").write_text(f"%PDF-1.4 {SECRET}\n%%EOF", encoding="utf-8")
    folder = branch(tmp_path / "branch")
    put(folder, "meetings/2026/good", plain("meetings", index="JG1/2026-0001"))
    return folder


def faults(root: Path) -> tuple[Finding, ...]:
    """What check says; no words of what lies outside are in it."""
    checked = pipeline.inspect(root, AS_OF)
    assert SECRET not in str(checked.findings)
    assert not checked.world or all(record.title != SECRET for record in checked.world.register.records)
    return tuple(finding for finding in checked.findings if finding.is_fault)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_of_records(root: Path, name: str) -> None:
    """A file whose name cannot be an address everywhere is refused by name; it is never renamed or left out."""
    (root / YEAR / name).write_text(quoted(plain("meetings")), encoding="utf-8")
    assert [(one.code, one.place.file) for one in faults(root)] == [("file.bad_name", f"{YEAR}/{name}")]


@pytest.mark.parametrize("name", BAD_YEARS)
def test_names_of_years(root: Path, name: str) -> None:
    """Only four plain figures are a year, whatever Unicode calls a digit."""
    put(root, f"meetings/{name}/a", plain("meetings", index="JG1/2026-0002"))
    assert [one.code for one in faults(root)] == ["file.not_a_year"]


@pytest.mark.parametrize("name", TRAVERSALS)
def test_references(root: Path, name: str) -> None:
    """A reference is an index number or a plain address; no path leads anywhere."""
    put(root, "meetings/2026/a", plain("meetings", references=[name]))
    approve(root, [name], name="b")
    codes = [(one.code, one.place.file) for one in faults(root)]
    assert codes == [
        ("field.not_a_reference", f"data/{file}") for file in ("approvals/2026/b.yaml", f"{YEAR[5:]}/a.yaml")
    ]


@pytest.mark.parametrize("name", BAD_FILES)
def test_attachments(root: Path, name: str) -> None:
    """An attachment that is not a plain file in its folder is refused."""
    files = root / YEAR / "files"
    (files / "inner").mkdir(parents=True)
    other = root / "data/development/2026/files"
    other.mkdir(parents=True)
    for good in (files / "a.pdf", files / "inner/a.pdf", other / "a.pdf"):
        good.write_bytes(b"%PDF-1.4\n%%EOF")
    (files / "link.pdf").symlink_to(root.parent / "outside.pdf")
    (files / "loop.pdf").symlink_to("loop.pdf")
    (files / "folder.pdf").mkdir()
    os.mkfifo(files / "pipe.pdf")
    put(root, "meetings/2026/a", plain("meetings", attachments=[{"file": name, "title": "附件"}]))
    found = faults(root)
    assert {one.place.file for one in found} == {f"{YEAR}/a.yaml"}


def test_attachments_with_steps(root: Path) -> None:
    """Steps up and down within data/ put no file anywhere: nothing is written outside the site's folder."""
    file = root / YEAR / "files/a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"%PDF-1.4\n%%EOF")
    steps = "../../../../data/meetings/2026/files/a.pdf"
    tree = plain("meetings", index="JG1/2026-0002", attachments=[{"file": steps, "title": "附件"}])
    put(root, "meetings/2026/a", tree)
    review = {"on": "2026-01-02", "by": "委员", "secrecy": "通过", "necessity": "通过", "accuracy": "通过"}
    approve(root, ["meetings/2026/a"], reviewed={**review, "attachments": "已人工检查"})
    before = outside(root)
    done = run(root, GONGKAI_AS_OF=AS_OF.isoformat())
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert outside(root) == before


def outside(root: Path) -> dict[str, float]:
    """Every file around the site's folder and when it was written; caches of Python do not count."""
    files = (path for path in root.parent.rglob("*") if not {"site", "__pycache__"} & set(path.parts))
    return {path.as_posix(): path.lstat().st_mtime for path in files if not path.is_dir()}


def _replace(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink() if path.is_file() else None
    make(path)


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


LINKS: dict[str, tuple[Make, str]] = {
    "file to the outside": (lambda r: (r / YEAR / "a.yaml").symlink_to(r.parent / OUT / "secret.yaml"), "file.stray"),
    "file to the inside": (lambda r: (r / YEAR / "a.yaml").symlink_to("good.yaml"), "file.stray"),
    "dangling": (lambda r: (r / YEAR / "a.yaml").symlink_to("nowhere"), "file.stray"),
    "itself": (lambda r: (r / YEAR / "a.yaml").symlink_to("a.yaml"), "file.stray"),
    "loop of folders": (lambda r: (r / YEAR / "loop").symlink_to("."), "file.stray"),
    "files folder": (lambda r: (r / YEAR / "files").symlink_to(r.parent), "file.stray"),
    "year": (lambda r: (r / "data/meetings/2025").symlink_to(r.parent / OUT), "file.not_a_year"),
    "kind": (lambda r: (r / "data/development").symlink_to(r.parent / "outside/data/meetings"), "file.stray"),
    "approvals": (lambda r: (r / "data/approvals").symlink_to(r.parent), "file.stray"),
    "holidays": (lambda r: (r / "data/holidays").symlink_to(r.parent), "file.stray"),
    "folder as a record": (lambda r: (r / YEAR / "a.yaml").mkdir(), "file.stray"),
    "pipe": (lambda r: os.mkfifo(r / YEAR / "a.yaml"), "file.stray"),
    "pipe as a kind": (lambda r: os.mkfifo(r / "data/development"), "file.stray"),
    "pipe as a year": (lambda r: os.mkfifo(r / "data/meetings/2025"), "file.not_a_year"),
    "unknown kind": (lambda r: (r / "data/meeting").mkdir(), "file.unknown_kind"),
    "branch.yaml is a folder": (lambda r: _replace(r / "data/branch.yaml", Path.mkdir), "file.not_readable"),
    "branch.yaml is gone": (lambda r: (r / "data/branch.yaml").unlink(), "file.not_readable"),
    "branch.yaml is itself": (lambda r: _replace(r / "data/branch.yaml", _link_to_itself), "file.not_readable"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINKS)
def test_links_and_special_files(root: Path, name: str) -> None:
    """What is no plain file or folder of ours is named as such; it is not followed, opened or waited for."""
    make, code = LINKS[name]
    make(root)
    assert [one.code for one in faults(root)] == [code]


@pytest.mark.parametrize("what", ["missing", "a file", "a pipe"])
def test_data_is_no_folder(root: Path, what: str) -> None:
    """Without a folder of data the two files that every branch needs are asked for."""
    (root / "data").rename(root / "elsewhere")
    if what == "a file":
        (root / "data").write_text("x", encoding="utf-8")
    if what == "a pipe":
        os.mkfifo(root / "data")
    assert [one.code for one in faults(root)] == ["file.not_readable"] * 2


@pytest.mark.parametrize("name", ["branch", "catalogue"])
def test_the_branch_is_no_link(root: Path, name: str) -> None:
    """branch.yaml and catalogue.yaml are files of the branch, like all others: a link out of it is refused."""
    file = root / f"data/{name}.yaml"
    file.rename(root.parent / "real.yaml")
    file.symlink_to(root.parent / "real.yaml")
    assert faults(root)


@pytest.mark.parametrize("name", ["branch", "catalogue"])
def test_the_branch_is_no_pipe(root: Path, name: str) -> None:
    """Nor are they waited for where they are a pipe."""
    file = root / f"data/{name}.yaml"
    file.unlink()
    os.mkfifo(file)
    assert check(root).returncode == 1


def test_a_file_of_many_gigabytes(root: Path) -> None:
    """What is far too large is not read."""
    os.truncate(put(root, "meetings/2026/a", "x"), 1 << 32)
    assert [one["code"] for one in inspected(root)["findings"]] == ["yaml.too_large"]


def test_names_of_holidays(root: Path) -> None:
    """A table that is not named by its year is not left out in silence."""
    put(root, "holidays/may", {"source": "通知", "off": ["2026-05-01"]})
    assert [one.place.file for one in faults(root)] == ["data/holidays/may.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_unreadable_file(root: Path) -> None:
    """A record without permission to read is a fault."""
    (root / YEAR / "good.yaml").chmod(0)
    assert [one.code for one in faults(root)] == ["file.not_readable"]


@pytest.mark.parametrize("name", ["会议.yaml".encode("gbk"), b"\xff\xfe.yaml", b"a\n::error::b.yaml"])
def test_names_that_are_no_text(root: Path, name: bytes) -> None:
    """File names of other systems do not end the command, in any of its formats."""
    Path(os.fsdecode(os.path.join(os.fsencode(root / YEAR), name))).write_text("x", encoding="utf-8")  # noqa: PTH118 - names of bytes
    for form in ("text", "json", "github"):
        done = check(root, "--format", form)
        assert done.returncode == 1
        assert b"file.bad_name" in done.stdout


def test_names_do_not_steer_the_terminal(root: Path) -> None:
    """A name with an escape sequence or a line break is shown, not obeyed."""
    (root / YEAR / "\x1b[31mred\n差错 0 处.yaml").write_text("x", encoding="utf-8")
    said = check(root).stdout
    assert b"\x1b" not in said
    assert len([line for line in said.decode().splitlines() if line.startswith("差错 ")]) == 1


def test_the_preview_shows_names_that_are_no_text(root: Path) -> None:
    """The preview's list of faults holds a name of another system, too."""
    Path(os.fsdecode(os.fsencode(root / YEAR) + b"/\xbb\xe1.yaml")).write_text("x", encoding="utf-8")
    assert b"file.bad_name" in as_page(faults(root))
