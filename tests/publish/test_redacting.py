"""`redact` on small shelves: the list first, exactly that list afterwards, all editions or none."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.publish import verify
from gongkai.publish.deeds import rollback, withdraw
from gongkai.publish.redaction.proposal import proposal
from gongkai.publish.redaction.redact import Redaction, proposed, redact, wanted
from gongkai.publish.redaction.spelling import MASK
from gongkai.publish.refusal import RefusedError, spoken
from gongkai.publish.shelf import Shelf, locked
from gongkai.publish.verify import LEDGER, LIST, NOTHING, SUMS, Head, heads
from load.test_attachments import PDF, docx
from publish.shelving import NOW, built, bytes_of, put, stocked, wrong
from publish.test_current import refreshed, turned_to
from publish.test_deeds import deed as of_edition
from publish.test_stopped import REFUSED, at, fail, fast, fill, in_child, kill, shown, small

__all__ = ["fast", "small"]
TITLES = {"records": [["a", 0, 0, 0, 20260101, "", "公示", "张三丰\n李四"]]}
NAMED: dict[str, str | bytes] = {
    "about.html": "<p>联系人：张三</p>",
    "same.html": "<p>张三丰说</p>",
    "meetings/2026/b.html": "<p>同意张　三同志、张三丰同志，{0}年</p>",
    "meetings/2026/files/证明.docx": docx("<w:p><w:r><w:t>张三</w:t></w:r></w:p>"),
    "meetings/2026/files/扫描.pdf": PDF,
    "search/titles.js": f"gongkaiSearch.titles({json.dumps(TITLES, ensure_ascii=False)});\n",
}
PROOF = "meetings/2026/files/证明.docx"


def named(top: Path, name: str) -> Head:
    """Put an edition on the shelf that has 张三 in some files, of which two are the same in every edition."""
    one = built(top.parent / "named", name)
    for path, text in NAMED.items():
        (one.site / path).parent.mkdir(parents=True, exist_ok=True)
        (one.site / path).write_bytes(text if isinstance(text, bytes) else text.replace("{0}", name).encode())
    return put(top, one)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Two editions with the name, one without, and a working state of two generations."""
    return laid(tmp_path / "shelf")


def laid(top: Path) -> Path:
    stocked(top, ["2023"])
    named(top, "2024")
    named(top, "2025")
    refreshed(top, "旧的现状，张三")
    refreshed(top, "现状，张三")
    return top


def asked(
    top: Path, *files: str, name: str = "张三", keep: tuple[str, ...] = ("张三丰",), reason: str = "本人申请"
) -> Redaction:
    return Redaction(to=top, wanted=wanted(name, keep), files=files, reason=reason, now=NOW, patience=5)


def done(deed: Redaction) -> tuple[Head, ...]:
    """Looked at and confirmed."""
    return redact(deed, proposed(deed)[1])


def test_first_there_is_a_list_and_nothing_else(shelf: Path) -> None:
    """Every hit with edition, file, line and neighbours; longer names apart; attachments; nothing is changed."""
    before = bytes_of(shelf)
    found, code = proposed(asked(shelf, keep=()))
    assert bytes_of(shelf) == before
    lines = [*proposal(found, ())]
    assert lines == [
        "“张三”在发布区的网页和数据里有 9 处：",
        "可能是另一个人“张三丰”（网站里有此人；要留下，加 --keep 张三丰），4 处：",
        "  2024 meetings/2026/b.html:1  …同意张 三同志、【张三】丰同志，2024年…",
        "  2025 meetings/2026/b.html:1  …同意张 三同志、【张三】丰同志，2025年…",
        "  2024、2025 same.html:1  …【张三】丰说…",
        '  2024、2025 search/titles.js:1  …"", "公示", "【张三】丰 李四"]]});…',
        "“张三”前后不连别的字，3 处：",
        "  2024、2025 about.html:1  …联系人：【张三】…",
        "  现状 index.html:1  …现状，【张三】…",
        "  上一次的现状 index.html:1  …旧的现状，【张三】…",
        "“张三同志”与别的字相连（是另一个词就要留下，加 --keep），2 处：",
        "  2024 meetings/2026/b.html:1  …同意【张三】同志、张三丰同志，202…",
        "  2025 meetings/2026/b.html:1  …同意【张三】同志、张三丰同志，202…",
        "附件里有，1 份（附件不能只隐去一处；整份换成说明，加 --file 路径）：",
        f"  2024、2025 {PROOF}  …【张三】… 共 1 处",
        "程序看不了里面的文字，请人工查看，2 份（整份换成说明，加 --file 路径）：",
        "  2023、2024、2025、现状、上一次的现状 meetings/2026/files/名单 1.pdf",
        "  2024、2025 meetings/2026/files/扫描.pdf",
    ]
    assert re.fullmatch("[0-9a-f]{10}", code)
    others = [
        proposed(asked(shelf))[1],
        proposed(asked(shelf, PROOF))[1],
        proposed(asked(shelf, name="李四", keep=()))[1],
    ]
    assert len({code, *others}) == 4


def test_exactly_the_list_is_done(shelf: Path) -> None:
    """In every edition that has the file; longer names stay; all else is the same bytes, and shared as before."""
    before, told = bytes_of(shelf), heads((shelf / LEDGER).read_bytes())
    kept = (shelf / "2024/about.html").read_bytes()
    with (shelf / "2024/about.html").open("rb") as held:
        new = done(asked(shelf, PROOF))
        assert held.read() == kept, "who is reading it meanwhile reads the old one to its end"
    assert wrong(shelf) == []
    after = bytes_of(shelf)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name) and "current" not in name}
    masked = {"about.html", "meetings/2026/b.html", PROOF}
    lists = {SUMS, f"meetings/2026/{SUMS}", f"meetings/2026/files/{SUMS}"}
    assert changed == {f"{year}/{name}" for year in ("2024", "2025") for name in masked | lists} | {LEDGER, LIST}
    assert (shelf / "2024/about.html").read_text(encoding="utf-8") == f"<p>联系人：{MASK}</p>"
    assert (shelf / "2025/meetings/2026/b.html").read_text(
        encoding="utf-8"
    ) == f"<p>同意{MASK}同志、张三丰同志，2025年</p>"
    assert (shelf / "2024/about.html").samefile(shelf / "2025/about.html")
    assert (shelf / "2024" / PROOF).samefile(shelf / "2025" / PROOF)
    assert (shelf / "2024/same.html").samefile(shelf / "2025/same.html")
    assert [(head.action, head.edition, head.number, head.note) for head in new] == [
        ("redact", "2024", 4, "本人申请"),
        ("redact", "2025", 5, "本人申请"),
    ]
    files = [line.split(" ", 3) for line in new[0].masked.splitlines()]
    assert [name for _, _, _, name in files] == sorted(masked)
    assert all(before[f"2024/{name}"] == old and after[f"2024/{name}"] == now for _, old, now, name in files)
    assert [wrong(shelf, head.hash) for head in (*told, *new)] == [[]] * 5
    assert "第 5 条（2026-11-20）：隐去 2025；本人申请" in verify.verdict(str(shelf))[1]
    assert (shelf / LIST).read_text(encoding="utf-8").count("隐去部分内容") == 2


def test_the_working_state_gives_way_to_one_without_it(shelf: Path) -> None:
    """A new folder named by its digest, the link turned; both generations with the name are gone."""
    before = {path.name for path in shelf.glob("current.*")}
    done(asked(shelf))
    (now,) = shelf.glob("current.*")
    assert now.name not in before
    assert (shelf / "current").readlink().name == now.name
    assert (now / "index.html").read_text(encoding="utf-8") == f"现状，{MASK}"
    scan = "meetings/2026/files/名单 1.pdf"
    assert (now / scan).samefile(shelf / "2023" / scan), "what is not changed is shared as before"
    assert refreshed(shelf, "改好了")
    assert wrong(shelf) == []


def test_what_only_the_working_state_holds_leaves_no_entry(tmp_path: Path) -> None:
    """The ledger claims nothing of it."""
    top = tmp_path / "shelf"
    stocked(top, ["2023"])
    refreshed(top, "现状，张三")
    assert done(asked(top)) == ()
    assert len(heads((top / LEDGER).read_bytes())) == 1
    assert (wrong(top), (top / "current/index.html").read_text(encoding="utf-8")) == ([], f"现状，{MASK}")


def test_current_turned_back_to_an_edition_stays_so(shelf: Path) -> None:
    """Its files are masked where they are."""
    rollback(of_edition(shelf, "2025", "首页出错"))
    done(asked(shelf))
    assert (shelf / "current").readlink().name == "2025"
    assert MASK in (shelf / "current/about.html").read_text(encoding="utf-8")
    assert list(shelf.glob("current.*")) == [], "both generations had it"
    assert wrong(shelf) == []


def test_a_file_in_three_editions_twice(tmp_path: Path) -> None:
    """One file under three names, masked twice: still one; verify takes both back, and knows each head before."""
    top = tmp_path / "shelf"
    told = [named(top, name) for name in ("2024", "2025", "2026")]
    for name in ("张三", "李四"):
        told += done(asked(top, name=name, keep=()))
    told += done(asked(top, PROOF, name="联系人", keep=()))
    page = top / "2024/about.html"
    assert page.read_text(encoding="utf-8") == f"<p>{MASK}：{MASK}</p>"
    assert page.stat().st_nlink == 3
    assert [head.action for head in heads((top / LEDGER).read_bytes())] == ["publish"] * 3 + ["redact"] * 9
    assert [wrong(top, head.hash) for head in told] == [[]] * 12


REFUSALS: tuple[tuple[Callable[[Path], object], str], ...] = (
    (lambda shelf: wanted("张", ()), "姓名应当有两个字以上"),
    (lambda shelf: wanted("张三", ("李四",)), "--keep 写要留下的"),
    (lambda shelf: wanted("张三", ("张三",)), "--keep 写要留下的"),
    (lambda shelf: redact(asked(shelf), "0123456789"), "现在查到的与确认过的不同"),
    (lambda shelf: redact(asked(shelf, PROOF), proposed(asked(shelf))[1]), "现在查到的与确认过的不同"),
    (lambda shelf: redact(asked(shelf, keep=()), proposed(asked(shelf))[1]), "现在查到的与确认过的不同"),
    (lambda shelf: proposed(asked(shelf, reason="张 三本人申请")), "原因里不要写这个姓名"),
    (lambda shelf: proposed(asked(shelf, reason="")), "原因应当是一行"),
    (lambda shelf: proposed(asked(shelf, "meetings/no.pdf")), "没有存档版有这个文件：meetings/no.pdf"),
    (lambda shelf: proposed(asked(shelf, "about.html")), "about.html 不是"),
    (lambda shelf: proposed(asked(shelf.parent)), "不是发布区"),
    (lambda shelf: done(asked(shelf, name="欧阳修", keep=())), "没有可以隐去的内容"),
)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf that no test changes."""
    return laid(tmp_path_factory.mktemp("still") / "shelf")


@pytest.mark.parametrize(("act", "words"), REFUSALS)
def test_what_cannot_be_is_refused(act: Callable[[Path], object], words: str, still: Path) -> None:
    """In one sentence, and every byte as before."""
    before = bytes_of(still)
    with pytest.raises(RefusedError, match=words):
        act(still)
    assert bytes_of(still) == before


def test_hits_that_are_no_longer_those_are_refused(shelf: Path) -> None:
    """Somebody published after the list was made; somebody altered a file; somebody else is at it."""
    deed = asked(shelf)
    code = proposed(deed)[1]
    named(shelf, "2026")
    with pytest.raises(RefusedError, match="与确认过的不同"):
        redact(deed, code)
    (shelf / ".publish").mkdir()
    with pytest.raises(RefusedError, match="没有做完"):
        proposed(deed)
    (shelf / ".publish").rmdir()
    (shelf / "2023/index.html").unlink()
    for act in (lambda: proposed(deed), lambda: redact(deed, code)):
        with pytest.raises(RefusedError, match=re.escape("2023：缺少 index.html")):
            act()


def test_a_name_in_a_files_name_cannot_be_masked(tmp_path: Path) -> None:
    """The seal holds names: that is said, such an edition can only be withdrawn, and then the rest can be done."""
    top = tmp_path / "shelf"
    named(top, "2024")
    new = built(tmp_path / "sites", "2025")
    (new.site / "meetings/2026/files/张三证明.pdf").write_bytes(PDF)
    put(top, new)
    found, code = proposed(asked(top))
    assert [*proposal(found, ())][-4:] == [
        "文件名里有，1 份（文件名在封印里，程序不能改）：",
        "  2025 meetings/2026/files/张三证明.pdf",
        "现在还不能隐去。先做下面几步，再运行一次这条命令：",
        "  存档版 2025：撤回，gongkai withdraw 2025",
    ]
    with pytest.raises(RefusedError, match=re.escape("文件名里有这个姓名（meetings/2026/files/张三证明.pdf）")):
        redact(asked(top), code)
    withdraw(of_edition(top, "2025", "附件名称含有个人信息"))
    assert [head.edition for head in done(asked(top))] == ["2024"]
    assert wrong(top) == []


def test_a_file_renamed_in_the_working_state_is_gone_with_the_state_before(tmp_path: Path) -> None:
    """What is shown has to be published anew; of what was shown before nobody reads, it goes as a whole."""
    top = tmp_path / "shelf"
    stocked(top, ["2023"])
    site = built(tmp_path / "sites", "x").site
    (site / "meetings/2026/files/张三证明.pdf").write_bytes(PDF)
    turned_to(top, site)
    told = [*proposal(proposed(asked(top))[0], ())]
    assert told[-1] == "  现状：把附件改名，提交后重新发布，gongkai publish --current"
    (site / "meetings/2026/files/张三证明.pdf").rename(site / "meetings/2026/files/证明.pdf")
    turned_to(top, site)
    assert done(asked(top)) == ()
    assert [one.name for one in top.glob("current.*")] == [(top / "current").readlink().name]
    assert [*top.rglob("*张三*")] == []
    assert wrong(top) == []


def test_a_name_in_the_ledger_is_told(tmp_path: Path) -> None:
    """It only grows: what stands in a title cannot be masked there."""
    stocked(tmp_path / "shelf", ["2025"])
    found, _ = proposed(asked(tmp_path / "shelf", name="2025年", keep=()))
    assert [*proposal(found, ())][-1].startswith("注意：发布登记簿里也有")


def forged(shelf: Path, change: Callable[[Head], Head]) -> list[str]:
    """What verify says where the newest block is written anew, and the list of editions follows it."""
    *told, last = heads((shelf / LEDGER).read_bytes())
    new = change(last)
    page = (shelf / LIST).read_bytes().replace(last.hash.encode(), new.hash.encode())
    (shelf / LIST).write_bytes(page)
    (shelf / LEDGER).write_bytes("".join(f"{one.text}\n" for one in (*told, new)).encode())
    return wrong(shelf)


def lines(head: Head, choose: Callable[[list[str]], list[str]]) -> Head:
    return head._replace(masked="".join(choose(head.masked.splitlines(keepends=True))))


def one_more(shelf: Path) -> list[str]:
    """One more file is changed, and every list and the newest block say so: only the list of the masked does not."""
    page = shelf / "2025/same.html"
    page.unlink()
    page.write_text("<p>改了</p>", encoding="utf-8")
    seal = shelf / "2025" / SUMS
    raw = re.sub("[0-9a-f]{64}  same.html", f"{verify.hashed(page)}  same.html", seal.read_text(encoding="utf-8"))
    seal.unlink()
    seal.write_text(raw, encoding="utf-8")
    return forged(shelf, lambda head: head._replace(digest=verify.hashed(seal)))


def unchanged(edition: Path) -> str:
    """A line that says of a file that it was masked, though it was not."""
    return f"masked {verify.hashed(edition / 'same.html')} {verify.hashed(edition / 'same.html')} same.html\n"


UNLIKE = "存档版 2025：第 5 条登记为隐去的文件与实际改动的不符"
EXTRA = f"masked {'1' * 64} {'2' * 64} index.html\n"
FORGED: tuple[tuple[Callable[[Path], list[str]], str], ...] = (
    (one_more, UNLIKE),
    (lambda shelf: forged(shelf, lambda head: lines(head, lambda all_: all_[1:])), UNLIKE),
    (lambda shelf: forged(shelf, lambda head: lines(head, lambda all_: all_[:-1])), UNLIKE),
    (
        lambda shelf: forged(shelf, lambda head: lines(head, lambda all_: [*all_, EXTRA])),
        "存档版 2025：第 5 条登记为隐去的 index.html 与现在的不符",
    ),
    (
        lambda shelf: forged(shelf, lambda head: lines(head, lambda all_: [*all_, EXTRA.replace("index", "none")])),
        "存档版 2025：第 5 条登记为隐去的 none.html 与现在的不符",
    ),
    (
        lambda shelf: forged(shelf, lambda head: lines(head, lambda all_: [*all_, all_[0]])),
        "存档版 2025：第 5 条登记为隐去的 about.html 与现在的不符",
    ),
    (
        lambda shelf: forged(
            shelf, lambda head: lines(head, lambda all_: [f"masked {NOTHING}{all_[0][71:]}", *all_[1:]])
        ),
        UNLIKE,
    ),
    (
        lambda shelf: forged(shelf, lambda head: head._replace(masked=f"masked {NOTHING} {head.digest} {SUMS}\n")),
        f"存档版 2025：第 5 条登记为隐去的 {SUMS} 与现在的不符",
    ),
    (lambda shelf: forged(shelf, lambda head: head._replace(masked="")), "第 5 条与前面的登记矛盾"),
    (
        lambda shelf: forged(shelf, lambda head: lines(head, lambda all_: [*all_, unchanged(shelf / "2025")])),
        "存档版 2025：第 5 条登记为隐去的 same.html 与现在的不符",
    ),
)


@pytest.mark.parametrize(("act", "words"), FORGED)
def test_verify_accepts_exactly_the_list(act: Callable[[Path], list[str]], words: str, tmp_path: Path) -> None:
    """One more changed byte, a line less, one too many, one twice, one that lies: named, though all lists follow."""
    stocked(tmp_path / "shelf", ["2023"])
    named(tmp_path / "shelf", "2024")
    named(tmp_path / "shelf", "2025")
    done(asked(tmp_path / "shelf"))
    assert forged(tmp_path / "shelf", lambda head: head) == []
    said = act(tmp_path / "shelf")
    assert any(words in one for one in said), said


def test_an_order_that_was_changed_is_named(shelf: Path) -> None:
    """The lines of an older block are bound by the chain, those of the newest by the list of editions."""
    done(asked(shelf))
    whole = (shelf / LEDGER).read_bytes()
    for block, words in ((3, "第 5 条与前面的登记接不上"), (4, f"发布区的 {LIST} 与发布登记簿不符")):
        parts = whole.decode().split("\n\n")
        masked = [line for line in parts[block].split("\n") if line.startswith("masked")]
        parts[block] = parts[block].replace("\n".join(masked), "\n".join(reversed(masked)))
        (shelf / LEDGER).write_bytes("\n\n".join(parts).encode())
        assert any(words in one for one in wrong(shelf))


def stopped(top: Path, number: int, act: Callable[[], None]) -> None:
    deed = asked(top, PROOF)
    code = proposed(deed)[1]
    at(number, top, act)
    redact(deed, code)


@pytest.mark.parametrize("act", [kill, fail])
def test_old_or_new_at_every_third_point(act: Callable[[], None], fast: Path) -> None:
    """Killed before a change that it makes, or failing at it: each address old or new, and the next deed goes on."""
    named(fast / "before", "2024")
    named(fast / "before", "2025")
    refreshed(fast / "before", "现状，张三")
    shutil.copytree(fast / "before", fast / "after", symlinks=True)
    done(asked(fast / "after", PROOF))
    old, new = bytes_of(fast / "before"), bytes_of(fast / "after")
    ends: list[int] = []
    while not ends or ends[-1] or len(ends) < 40:
        top = fast / "shelf"
        subprocess.run(["cp", "-a", fast / "before", top], check=True)  # with its hard links
        ends.append(in_child(lambda top=top: stopped(top, 3 * len(ends), act)))  # type: ignore[misc]  # bound
        seen = shown(top)
        assert {name for name in {*old, *new, *seen} if seen.get(name) not in (old.get(name), new.get(name))} == set()
        assert {name for name in old if not name.startswith("current.")} <= {*seen}
        assert (top / "current/index.html").read_text(encoding="utf-8") in ("现状，张三", f"现状，{MASK}")
        assert ends[-1] != REFUSED or bytes_of(top) == old, len(ends)
        with locked(Shelf(top), 5):
            Shelf(top).recover()
        assert bytes_of(top) in (old, new), len(ends)
        assert wrong(top) == []
        shutil.rmtree(top)
    assert set(ends) == ({-signal.SIGKILL, 0} if act is kill else {REFUSED, 0})


@pytest.mark.parametrize("what", ["bytes", "files"])
def test_a_full_disk_costs_nothing(what: str, small: Path) -> None:
    """However little is left, until it is enough: one sentence, every byte as before, and then it is done."""
    named(small / "shelf", "2024")
    shutil.rmtree(small / "named")
    deed = asked(small / "shelf", PROOF)
    code, before, said = proposed(deed)[1], bytes_of(small / "shelf"), list[str]()
    for left in range(40):
        fill(small, what, left)
        try:
            with spoken():
                redact(deed, code)
            break
        except RefusedError as problem:
            said.append(str(problem))
            assert bytes_of(small / "shelf") == before
        finally:
            shutil.rmtree(small / "filler", ignore_errors=True)
    assert len(said) > 5
    assert all("已满" in one for one in said)
    assert wrong(small / "shelf") == []
    assert MASK in (small / "shelf/2024/about.html").read_text(encoding="utf-8")
