"""The replayed history of the sample branch: the same every time, honest at every day, ending in the sample itself."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from commits import NOT_OF_A_BRANCH
from dated import Dated, Former, Slot, Step, dated
from gongkai import pipeline
from gongkai.findings import faults
from gongkai.load.compose import document
from gongkai.load.part import PathOf
from gongkai.load.reading import Tree
from gongkai.load.register import Register
from replaying import git, main
from sample import AS_OF, ROOT
from told import Told

EDITIONS = {
    "edition/2024": ("2025-01-15", "2024年存档版"),
    "edition/2025": ("2026-01-20", "2025年存档版"),
    "edition/2026-H1": ("2026-07-15", "2026年上半年存档版"),
}
TOLD = Told.read()


@pytest.fixture(scope="session")
def register() -> Register:
    """The sample branch as it is in the end."""
    world = pipeline.inspect(ROOT, AS_OF).world
    assert world
    return world.register


def shown(replay: Path, *arguments: str) -> list[str]:
    """The lines that git says."""
    return git(replay, *arguments).splitlines()


def test_the_same_commits_every_time(replay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another folder, zone, mask and the settings of another user change no id and sign nothing."""
    settings = (
        "[commit]\n gpgSign = true\n[core]\n autocrlf = true\n[init]\n defaultBranch = master\n[user]\n name = x\n"
    )
    (tmp_path / ".gitconfig").write_text(settings, encoding="utf-8")
    for name, value in {"HOME": str(tmp_path), "TZ": "Pacific/Kiritimati", "GIT_DIR": "elsewhere"}.items():
        monkeypatch.setenv(name, value)
    mask = os.umask(0o077)
    try:
        main(tmp_path / "a folder 名 with spaces")
    finally:
        os.umask(mask)
    assert shown(tmp_path / "a folder 名 with spaces", "show-ref") == shown(replay, "show-ref")


def test_it_ends_in_the_sample(replay: Path) -> None:
    """Byte for byte, but for the lines of branch.yaml that only the software's repository needs."""
    files = {
        file.relative_to(ROOT) for top in ("data", "content") for file in (ROOT / top).rglob("*") if file.is_file()
    }
    own = {Path(name) for name in ("mkdocs.yml", "hooks/disclosure.py", ".gitignore")}
    assert {Path(name) for name in shown(replay, "ls-files")} == files | own
    assert shown(replay, "status", "--porcelain") == []
    differing = [file for file in sorted(files) if (replay / file).read_bytes() != (ROOT / file).read_bytes()]
    assert differing == [Path("data/branch.yaml")]
    lines = (ROOT / "data/branch.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(NOT_OF_A_BRANCH)]
    assert len(lines) - len(kept) == 2
    assert (replay / "data/branch.yaml").read_text(encoding="utf-8") == "".join(kept)


def test_every_commit_is_later_than_the_one_before_it(replay: Path) -> None:
    """All in Beijing's zone, over two and a half years, one of them with two parents."""
    told = [line.split() for line in shown(replay, "log", "--format=%H %ct %P", "main")]
    when = {commit: int(moment) for commit, moment, *_ in told}
    assert [commit for commit, moment, *parents in told for one in parents if when[one] >= int(moment)] == []
    assert {line[-5:] for line in shown(replay, "log", "--format=%cI%n%aI", "main")} == {"08:00"}
    assert sum(len(parents) == 2 for _, _, *parents in told) == 1
    assert 500 < len(told) < 1000


def test_who_commits_is_known_by_role(replay: Path, register: Register) -> None:
    """Only the posts' own addresses, each of them in use, as authors, committers and taggers."""
    roles = {one.email for one in register.branch.history.roles}
    assert {*shown(replay, "log", "--format=%ae%n%ce", "main")} == roles
    assert {*shown(replay, "for-each-ref", "--format=%(taggeremail:trim)", "refs/tags")} <= roles


def test_forms_come_from_another_hand(replay: Path, register: Register) -> None:
    """A form's commit holds forms only; in the first year the secretary's own proposals were his alone."""
    hands: dict[str, str] = {}
    for told in git(replay, "log", "--reverse", "--name-only", "--format=%x00%ae", "main").split("\0")[1:]:
        email, *paths = filter(None, told.split("\n"))
        assert {path.startswith("data/approvals/") for path in paths} != {True, False}
        hands = dict.fromkeys(paths, email) | hands
    alone = [
        form
        for form in register.approvals
        for name in form.records
        if hands[register.by_name[name].file] == hands[form.file]
    ]
    assert {(form.proposed.by, form.address.split("/")[1]) for form in alone} == {("书记", "2024")}


def test_three_editions_are_tagged(replay: Path) -> None:
    """Annotated in Chinese, each on the evening of its day, on the commit that was then newest."""
    asked = "--format=%(refname:short) %(objecttype) %(taggerdate:short) %(subject)"
    said = [f"{name} tag {day} {title}" for name, (day, title) in EDITIONS.items()]
    assert shown(replay, "for-each-ref", asked, "refs/tags") == said
    for name, (day, _) in EDITIONS.items():
        newest = shown(replay, "rev-list", "-1", "--first-parent", f"--before={day}T23:59:59+0800", "main")
        assert shown(replay, "rev-parse", f"{name}^{{commit}}") == newest


def tree(replay: Path, commit: str, target: Path) -> Path:
    """The files of a commit."""
    git(replay, "archive", "--output", str(target / "tree.tar"), commit)
    with tarfile.open(target / "tree.tar") as packed:
        packed.extractall(target, filter="data")
    return target


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_has_no_fault_on_its_day(edition: str, replay: Path, tmp_path: Path) -> None:
    """Nor does it know what had not happened yet."""
    found = pipeline.inspect(tree(replay, edition, tmp_path), date.fromisoformat(EDITIONS[edition][0])).findings
    assert not faults(found)
    assert [one for one in found if one.code == "dates.in_the_future"] == []


def versions(replay: Path, path: str) -> Iterator[tuple[date, Tree]]:
    """Day and content of a file at each commit of the main line that changed it."""
    for line in shown(replay, "log", "--first-parent", "--reverse", "--format=%H %as", "main", "--", path):
        commit, day = line.split()
        read, faulty = document(git(replay, "show", f"{commit}:{path}").encode(), path)
        assert read, faulty
        yield date.fromisoformat(day), read.values


def at(written: Tree, path: PathOf) -> Tree | None:
    """The value at a path; None where there is none."""
    for name in path:
        try:
            written = written[name]  # type: ignore[index]  # a path of this very tree
        except (KeyError, IndexError):
            return None
    return written


FORMERS = [(file, former) for file, formers in TOLD.former.items() for former in formers]


@pytest.mark.parametrize(("file", "former"), FORMERS, ids=[file for file, _ in FORMERS])
def test_what_was_corrected_stood_otherwise_until_that_day(file: str, former: Former, replay: Path) -> None:
    """One value before, one from that day on, and no third; what was taken out stood there until then."""
    stood = [*versions(replay, f"data/{file}.yaml")]
    for path, was in former.was.items():
        said = [(day, value) for day, tree in stood if (value := at(tree, path)) is not None]
        changes = [(day, value) for (_, last), (day, value) in pairwise(said) if value != last]
        assert said[0][1] == was
        assert [day for day, _ in changes] == [former.until.day]
    for key in ("agenda",) if former.gone else ():
        assert {day < former.until.day for day, tree in stood if at(tree, (key,))} == {True}


def test_every_correction_of_the_sample_has_its_former_text(register: Register) -> None:
    """Or the attachment that was added on that day."""
    told = {(one.address, entry.on) for one in register.records for entry in one.corrections}
    known = {(file, former.until.day) for file, former in FORMERS}
    assert told <= known | {(file, day) for (file, _), day in TOLD.attached.items()}
    assert len(told) == 11


def test_what_happens_in_offices_happens_here(replay: Path, register: Register) -> None:
    """A reason that came a day late, a draft mended after refusal, a file renamed, the text of a withdrawn matter."""
    late = [*versions(replay, "data/accounts/2025/2025-10-funds.yaml")]
    assert [(day.isoformat(), "corrections" in tree) for day, tree in late[-2:]] == [
        ("2025-11-05", False),
        ("2025-11-06", True),
    ]
    title = register.by_name["accounts/2026/2026-04-rails"].title
    done = shown(replay, "log", "--format=%as %s", "--reverse", "--fixed-strings", f"--grep={title}", "main")
    assert [one.partition("：")[0] for one in done if one.startswith("2026-04-07")] == [
        "2026-04-07 送审",
        "2026-04-07 审核没有通过，退回修改",
        "2026-04-07 按审核意见修改",
        "2026-04-07 公开",
    ]
    renamed = shown(replay, "log", "--diff-filter=R", "--find-renames=100%", "--name-status", "--format=", "main")
    assert [line.split()[0] for line in renamed] == ["R100"]
    again = [form for form in register.approvals if form.address.endswith(("-correction", "-attachment"))]
    assert len(again) == 5


def test_the_office_had_another_address_before(replay: Path) -> None:
    """What branch.yaml says was amended, and the pages written by hand with it."""
    said = [(day, str(at(tree, ("contact", "address")))) for day, tree in versions(replay, "data/branch.yaml")]
    assert {("105室" in address, day < date(2025, 9, 1)) for day, address in said} == {(True, True), (False, False)}
    assert "105室" in git(replay, "show", "edition/2024:content/index.md")


def grown(text: str, days: dict[PathOf, int], *formers: Former) -> Dated:
    """A file written on the first of January, with parts of other days of that month."""
    return dated(text, lambda path, _: on(days.get(path, 0 if path else 1)), formers)


def on(day: int) -> Step | None:
    """A step of January; none for no day."""
    return Step(date(2026, 1, day), Slot.LATER, "a") if day else None


def stands(past: Dated, day: int) -> str:
    """The text on that day."""
    step = on(day)
    assert step
    return past.at(step)


def test_a_part_comes_with_its_remark_and_its_list() -> None:
    """The key of a list stands from its first item on; the layout of the rest stays."""
    text = "# head\na: 1\nlist:\n  # one\n  - on: x\n    b: 2\n  - on: y\n\n# about c\nc: 3\n"
    past = grown(text, {("list", 0): 2, ("list", 1): 3, ("c",): 4})
    assert stands(past, 1) == "# head\na: 1\n"
    assert stands(past, 2) == "# head\na: 1\nlist:\n  # one\n  - on: x\n    b: 2\n"
    assert stands(past, 3) == "# head\na: 1\nlist:\n  # one\n  - on: x\n    b: 2\n  - on: y\n"
    assert stands(past, 4) == text


def test_a_list_in_brackets_grows_item_by_item() -> None:
    """Also where a later item comes first, and where the list begins later."""
    past = grown("a: 1\nof: [x, y, z]\n", {("of", 0): 3, ("of", 1): 2, ("of", 2): 2})
    assert [stands(past, day) for day in (1, 2, 3)] == ["a: 1\n", "a: 1\nof: [y, z]\n", "a: 1\nof: [x, y, z]\n"]


def test_a_former_value_gives_way_on_its_day() -> None:
    """And lines that were taken out are gone from then on."""
    until = on(2)
    assert until
    past = grown("a: 1\nb: 2\n", {}, Former(until, {("b",): "3"}), Former(until, gone="c: 4\n", after=("a",)))
    assert [stands(past, day) for day in (1, 2)] == ["a: 1\nc: 4\nb: 3\n", "a: 1\nb: 2\n"]
