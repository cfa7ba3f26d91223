"""`withdraw` and `rollback`: new entries of the ledger, all or nothing; verify tells them from tampering."""

from __future__ import annotations

import json
import re
import shutil
import signal
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.publish import verify
from gongkai.publish.deeds import Deed, rollback, withdraw
from gongkai.publish.refusal import RefusedError
from gongkai.publish.shelf import Shelf, locked
from gongkai.publish.verify import LEDGER, LIST, SUMS, VERSIONS, Head, heads
from publish.shelving import NOW, bare, built, bytes_of, put, stocked, wrong
from publish.test_current import home, refreshed
from publish.test_stopped import REFUSED, at, fail, fast, in_child, kill, shown

__all__ = ["fast"]
WHY = "误把尚在公示期内的名单写成已经通过 <b>&amp;"


def deed(top: Path, edition: str, reason: str = WHY) -> Deed:
    return Deed(to=top, edition=edition, reason=reason, now=NOW, patience=5)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Three editions and a working state."""
    stocked(tmp_path / "shelf")
    refreshed(tmp_path / "shelf", "现状")
    return tmp_path / "shelf"


def test_a_withdrawn_edition_leaves_its_addresses(shelf: Path) -> None:
    """Each page says why it is gone; nothing of the edition is left; neighbours that shared its files keep them."""
    before = bytes_of(shelf)
    head = withdraw(deed(shelf, "2025"))
    assert wrong(shelf) == []
    after = bytes_of(shelf)
    files = {name for name in after if name.startswith("2025/") and after[name] != "/"}
    pages = {"2025/index.html", "2025/about.html", "2025/meetings/2026/a.html"}
    assert files == {*pages, f"2025/{SUMS}", f"2025/meetings/2026/{SUMS}", "2025/provenance.txt"}
    for name in pages:
        page = (shelf / name).read_text(encoding="utf-8")
        assert "误把尚在公示期内的名单写成已经通过 &lt;b&gt;&amp;amp;" in page
        assert "http" not in page.replace("http-equiv", "")
        assert '<time datetime="2026-11-20">2026年11月20日</time>' in page
        assert "default-src 'none'" in unescape(page)
        links = [unquote(urljoin(f"http://x/{name}", link)) for link in re.findall(r'href="([^"]+)"', page)]
        own = name.removeprefix("2025/")
        assert links == [f"http://x/{one}" for one in (LEDGER, f"current/{own}", LIST)]
    others = [name for name in before if name.startswith(("2024", "2026", "current"))]
    assert {name: after[name] for name in others} == {name: before[name] for name in others}
    assert (head.action, head.note, head.day, head.number) == ("withdraw", WHY, "2026-11-20", 4)


def test_lists_and_ledger_tell_of_it(shelf: Path) -> None:
    """The former digest stays in the ledger; the list says 已撤回 and why, versions.json too; verify repeats it."""
    published = heads((shelf / LEDGER).read_bytes())
    head = withdraw(deed(shelf, "2025"))
    told = heads((shelf / LEDGER).read_bytes())
    assert told == (*published, head)
    assert (told[1].edition, told[1].digest) == ("2025", published[1].digest)
    assert head.digest != published[1].digest
    page = (shelf / LIST).read_text(encoding="utf-8")
    assert page.count("已撤回") == 1
    assert "第 4 号登记：误把尚在公示期内的名单写成已经通过 &lt;b&gt;" in page
    assert [(one["version"], one["title"]) for one in json.loads((shelf / VERSIONS).read_bytes())] == [
        ("2026", "2026年"),
        ("2025", "2025年（已撤回）"),
        ("2024", "2024年"),
    ]
    for known in published:
        assert wrong(shelf, known.hash) == []
    assert f"第 4 条（2026-11-20）：撤回 2025；{WHY}" in verify.verdict(str(shelf))[1]


def test_current_turns_back_at_once(shelf: Path) -> None:
    """One entry and one link, however large the edition; `--current` turns it forward again, without an entry."""
    before = bytes_of(shelf)
    head = rollback(deed(shelf, "2024"))
    assert home(shelf) == "首页 2024"
    assert wrong(shelf) == []
    assert (head.action, head.edition, head.digest) == (
        "rollback",
        "2024",
        heads((shelf / LEDGER).read_bytes())[0].digest,
    )
    changed = {name for name, told in bytes_of(shelf).items() if before.get(name) != told}
    assert changed == {"current", LEDGER, LIST}
    assert refreshed(shelf, "改好了")
    assert (home(shelf), wrong(shelf)) == ("改好了", [])
    assert heads((shelf / LEDGER).read_bytes())[-1] == head


def test_what_is_open_while_current_turns_forward_finds_its_script(shelf: Path) -> None:
    """A page of the edition that 现状 was turned back to was fetched just before."""
    new = built(shelf.parent / "sites", "2027")
    (new.site / "assets/a.1.js").write_text("1", encoding="utf-8")
    put(shelf, new)
    rollback(deed(shelf, "2027"))
    refreshed(shelf, "改好了", "a.2.js")
    assert {path.name for path in (shelf / "current/assets").glob("*.js")} == {"a.1.js", "a.2.js"}
    assert wrong(shelf) == []


def test_only_the_newest_rollback_lets_current_lead_to_an_edition(shelf: Path) -> None:
    """Neither one that no rollback names, nor that of a former one, nor one that was withdrawn since."""

    def turned(name: str) -> list[str]:
        (shelf / "current").unlink()
        (shelf / "current").symlink_to(name)
        return wrong(shelf)

    said = ["发布区的 current（现状）被改动，或改指到别处"]
    assert turned("2026") == said
    (shelf / "current").unlink()
    rollback(deed(shelf, "2024"))
    rollback(deed(shelf, "2026"))
    assert turned("2024") == said
    assert turned("2026") == []
    refreshed(shelf, "改好了")
    assert turned("2026") == [], "once in force, it cannot be told when it ceased to be: `--current` writes no entry"
    refreshed(shelf, "再改")
    withdraw(deed(shelf, "2026"))
    assert turned("2026") == said


REFUSALS: tuple[tuple[Callable[[Path], object], str], ...] = (
    (lambda shelf: withdraw(deed(shelf, "2030")), "发布区里没有存档版 2030"),
    (lambda shelf: rollback(deed(shelf, "2030")), "发布区里没有存档版 2030"),
    (lambda shelf: withdraw(deed(shelf, "2025", " \n ")), "原因应当是一行"),
    (lambda shelf: rollback(deed(shelf, "2025", "长" * 201)), "原因应当是一行"),
    (lambda shelf: withdraw(deed(shelf, "2025", "a\x1bb")), "原因应当是一行"),
    (lambda shelf: rollback(deed(shelf, "2023")), "存档版 2023 已在 2026-11-20 撤回，是第 5 号登记"),
    (lambda shelf: withdraw(deed(shelf, "2023")), "存档版 2023 已在 2026-11-20 撤回，是第 5 号登记"),
    (lambda shelf: rollback(deed(shelf, "2026")), "现状已经退回在存档版 2026"),
    (lambda shelf: withdraw(deed(shelf, "2026")), "请先用 gongkai publish --current"),
    (lambda shelf: rollback(deed(shelf, "2025")), "没有退回，发布区未改动：存档版 2025：about.html 已被改动"),
    (lambda shelf: withdraw(deed(shelf.parent, "2025")), "不是发布区"),
    (lambda shelf: rollback(deed(shelf.parent / "nowhere", "2025")), "不是发布区"),
)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One edition withdrawn, current turned back to another, a file of a third altered."""
    top = tmp_path_factory.mktemp("spoilt") / "shelf"
    stocked(top, ["2023", "2024", "2025", "2026"])
    withdraw(deed(top, "2023"))
    rollback(deed(top, "2026"))
    (top / "2025/about.html").unlink()
    (top / "2025/about.html").write_text("x", encoding="utf-8")
    return top


@pytest.mark.parametrize(("act", "words"), REFUSALS)
def test_what_cannot_be_is_refused(act: Callable[[Path], object], words: str, spoilt: Path) -> None:
    """In one sentence, and every byte as before."""
    before = bytes_of(spoilt)
    with pytest.raises(RefusedError, match=words):
        act(spoilt)
    assert bytes_of(spoilt) == before


def test_the_commands_say_what_they_did(shelf: Path) -> None:
    """The head, to be written down; a refusal is one line, exit 1; without a reason nothing is done, exit 2."""

    def gongkai(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        return result.exit_code, result.output

    code, words = gongkai("withdraw", "2024", "--from", str(shelf), "--reason", "作废")
    newest = heads((shelf / LEDGER).read_bytes())[-1]
    assert (code, newest.hash in words, "已撤回存档版 2024，是第 4 号登记" in words) == (0, True, True)
    code, words = gongkai("rollback", "2025", "--on", str(shelf), "--reason", "首页出错")
    assert (code, "现状已退回到存档版 2025，是第 5 号登记" in words) == (0, True)
    code, words = gongkai("withdraw", "2024", "--from", str(shelf), "--reason", "作废")
    assert (code, words.count("\n"), "Traceback" in words) == (1, 1, False)
    assert gongkai("rollback", "2026", "--on", str(shelf))[0] == 2
    assert gongkai("withdraw", "2026", "--from", str(shelf))[0] == 2
    assert wrong(shelf) == []


def test_without_room_to_work_in_it_is_one_sentence(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where temporary files go nothing can be made: no edition is withdrawn, no branch is verified."""
    to = bare(shelf.parent / "shelf.git")
    stocked(to, ["2024"])
    before = bytes_of(shelf)
    monkeypatch.setattr("tempfile.tempdir", str(shelf / "nowhere"))
    commands = (["withdraw", "2024", "--from", str(shelf), "--reason", "作废"], ["verify", f"git:{to.repo}#{to.name}"])
    for words, undone in zip(commands, ("没有做成，发布区未改动", "没有核对"), strict=True):
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert (result.exit_code, result.output.count("\n")) == (1, 1)
        assert result.output.startswith(f"Error: {undone}：文件或文件夹不存在")
    assert bytes_of(shelf) == before


def chained(shelf: Path, change: Callable[[list[Head]], list[Head]]) -> list[str]:
    """What verify says of a ledger that was written anew, each block chained to the one before it."""
    every: list[Head] = []
    for head in change([*heads((shelf / LEDGER).read_bytes())]):
        previous = every[-1].hash if every else verify.NOTHING
        every.append(head._replace(number=len(every) + 1, previous=previous))
    (shelf / LEDGER).write_bytes("".join(f"{one.text}\n" for one in every).encode())
    return wrong(shelf)


AGAINST = "存档版 2025 已有、没有发布过、已撤回，或内容对不上"
LEDGERS: tuple[tuple[Callable[[list[Head]], list[Head]], str], ...] = (
    (lambda told: [*told, told[-1]], AGAINST),
    (lambda told: [*told, told[1]], AGAINST),
    (lambda told: [*told, told[-1]._replace(action="rollback")], AGAINST),
    (lambda told: [told[0], told[-1]], AGAINST),
    (lambda told: [*told[:-1], told[-1]._replace(action="rollback")], AGAINST),
    (lambda told: [*told[:-1], told[-1]._replace(digest=told[1].digest)], AGAINST),
    (lambda told: [*told[:-1], told[-1]._replace(commit="c" * 40)], AGAINST),
    (lambda told: [*told[:-1], told[-1]._replace(as_of="2026-01-02")], AGAINST),
    (lambda told: [*told[:-1], told[-1]._replace(masked=f"masked {'1' * 64} {'2' * 64} index.html\n")], AGAINST),
    (lambda told: [*told[:-1], told[-1]._replace(action="redact")], AGAINST),
    (
        lambda told: [*told[:-1], told[-1]._replace(action="forget")],
        "第 4 条已被改动，或者要用更新的核对程序：不合格式",
    ),
    (lambda told: told[:-1], "存档版 2025：封印 SHA256SUMS 已被改动"),
)


@pytest.mark.parametrize(("change", "words"), LEDGERS)
def test_a_ledger_that_contradicts_itself_is_named(
    change: Callable[[list[Head]], list[Head]], words: str, tmp_path: Path
) -> None:
    """Though every block is chained anew: twice, before its publication, after its end, with what it did not hold."""
    stocked(tmp_path / "shelf")
    withdraw(deed(tmp_path / "shelf", "2025"))
    said = chained(tmp_path / "shelf", change)
    assert any(words in one for one in said), said


@pytest.mark.parametrize("act", [kill, fail])
@pytest.mark.parametrize("verb", [withdraw, rollback])
def test_old_or_new_at_every_point(verb: Callable[[Deed], Head], act: Callable[[], None], fast: Path) -> None:
    """Killed before each change that it makes, or failing at it: each address old or new, and the next deed goes on."""
    stocked(fast / "before", ["2024", "2025"])
    refreshed(fast / "before", "现状")
    shutil.copytree(fast / "before", fast / "after", symlinks=True)
    verb(deed(fast / "after", "2024"))
    old, new = bytes_of(fast / "before"), bytes_of(fast / "after")
    ends: list[int] = []
    while not ends or ends[-1] or len(ends) < 25:
        top = fast / "shelf"
        shutil.copytree(fast / "before", top, symlinks=True)
        ends.append(in_child(lambda top=top: stopped(verb, top, len(ends), act)))  # type: ignore[misc]  # bound
        seen = shown(top)
        assert {name for name in {*old, *new, *seen} if seen.get(name) not in (old.get(name), new.get(name))} == set()
        assert {"2024/index.html", "2024/meetings/2026/a.html", LIST, LEDGER, "current"} <= {*seen}
        assert ends[-1] != REFUSED or bytes_of(top) == old, len(ends)
        with locked(Shelf(top), 5):
            Shelf(top).recover()
        assert bytes_of(top) in (old, new), len(ends)
        assert wrong(top) == []
        shutil.rmtree(top)
    assert set(ends) == ({-signal.SIGKILL, 0} if act is kill else {REFUSED, 0})


def stopped(verb: Callable[[Deed], Head], top: Path, number: int, act: Callable[[], None]) -> None:
    at(number, top, act)
    verb(deed(top, "2024"))
