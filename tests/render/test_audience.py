"""What only others may see leaves no byte: a marker is searched for in every file of a built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.building import built
from gongkai import pipeline, starter
from gongkai.engine.start import settings_of
from gongkai.pipeline import Settings
from laying import AS_OF, Texts, form, lay, meeting, notice

MARK = "暗号甲乙丙"
CATALOGUE = """items:
  - {name: 组织生活情况, kind: meetings, basis: 条例, audiences: [本单位职工], cycle: 月度, responsible: 组织委员}
  - {name: 发展党员公示, kind: development, basis: 细则, audiences: [本单位职工], cycle: 即时, responsible: 组织委员}
"""
M = "meetings/2026/m.yaml"
N = "development/2026/n.yaml"
OTHER = meeting("index: JG1/2026-0020\nreferences: [JG1/2026-0012]\n")
F = form("JG1/2026-0012", "JG1/2026-0015", "JG1/2026-0020")
STOPPED = notice(
    f"persons:\n  - name: 李思源\n    outcome: {{result: 暂缓, on: 2026-09-21, next: {MARK}}}\n"
    f"  - name: 王一\n    outcome: {{result: 无异议, on: 2026-09-21, next: {MARK}}}\n"
)
LATE = f"published_on: 2026-10-30\ndeviations: [{{rule: head.published_late, on: 2026-11-02, note: {MARK}}}]\n"


@pytest.fixture(autouse=True)
def _as_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_AS_OF", AS_OF.isoformat())


HIDDEN: dict[str, Texts] = {
    "a whole record": {M: meeting(f"audiences: [本支部党员]\ntitle: {MARK}\nkeywords: [{MARK}]\n{LATE}")},
    "a record not yet open to them": {
        M: meeting(f"audiences: [本支部党员, {{name: 本单位职工, since: 2026-12-01}}]\ntitle: {MARK}\n")
    },
    "a field for the branch only": {M: meeting(f"criticism: {MARK}\n")},
    "a field for members only": {M: meeting(f"actions: [{{what: 整理, who: {MARK}, due: 2026-10-01}}]\n")},
    "an outcome for members only, and what would point at it": {N: STOPPED},
    "a stopped person's thread, corrections and explanations": {
        N: notice(
            "persons:\n  - name: 李思源\n    outcome: {result: 终止公示, on: 2026-09-21}\n"
            f"references: [JG1/2026-0020]\ncorrections: [{{on: 2026-10-01, note: {MARK}}}]\n"
            f"deviations: [{{rule: publicity.published_after_first_day, on: 2026-10-02, note: {MARK}}}]\n"
            "published_on: 2026-09-15\n"
        ),
        "meetings/2026/o.yaml": meeting("index: JG1/2026-0020\n"),
    },
    "a correction of what they may not see": {
        M: meeting(f"criticism: 情况\ncorrections: [{{on: 2026-10-01, note: {MARK}, about: criticism}}]\n"),
    },
    "a title that only another notice's readers may see": {
        N: notice(),
        "development/2026/secret.yaml": notice(f"index: JG1/2026-0021\ntitle: {MARK}\naudiences: [本支部党员]\n"),
        "approvals/2026/s.yaml": form("JG1/2026-0021"),
    },
    "the number of what was withdrawn and is hidden": {
        M: meeting("references: [JG1/2026-0022]\n"),
        "meetings/2026/secret.yaml": meeting(
            f"index: JG1/2026-0022\ntitle: {MARK}\naudiences: [本支部党员]\n"
            f"withdrawn: {{on: 2026-10-01, reason: {MARK}}}\n"
        ),
        "approvals/2026/s.yaml": form("JG1/2026-0022"),
    },
    "who was appraised or disciplined": {
        M: meeting(f"agenda: [{{title: {MARK}, topic: 组织处理, summary: {MARK}, decision: {MARK}}}]\n"),
    },
    "a draft": {"meetings/2026/draft.yaml": meeting(f"index:\ntitle: {MARK}\n")},
    "what is pending": {M: meeting(f"published_on: 2026-12-01\ntitle: {MARK}\n")},
}


def bytes_of(folder: Path) -> bytes:
    """Every byte of every file, and every name."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return b"".join(str(file.relative_to(folder)).encode() + file.read_bytes() for file in files)


def branch_for(audience: str, texts: Texts, folder: Path) -> Path:
    """A branch whose site is for one audience."""
    starter.new_branch(folder, AS_OF)
    everything: Texts = {M: meeting(), N: notice(), "meetings/2026/o.yaml": OTHER, "approvals/2026/f.yaml": F, **texts}
    for name in ("branch.yaml", "catalogue.yaml"):
        (folder / "data" / name).unlink()
    lay(folder, everything)
    (folder / "data" / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("[本支部党员]", f"[{audience}]"), encoding="utf-8")
    return folder


def site_for(audience: str, texts: Texts, folder: Path) -> bytes:
    """The bytes of a real build for one audience."""
    return bytes_of(built(branch_for(audience, texts, folder)))


def paper_for(audience: str, texts: Texts, folder: Path) -> str:
    """All that is printed for the same audience: every public record, and the two books of the year."""
    settings = settings_of(branch_for(audience, texts, folder))
    site = pipeline.build(settings, AS_OF).site
    assert site
    names = [page.address.removesuffix(".html") for page in site.pages if page.source]
    documents = pipeline.documents(pipeline.inspect(folder, AS_OF), settings, names, [2026])
    assert len(documents) == len(names) + 2
    return "".join(document.html for document in documents)


@pytest.mark.parametrize("case", HIDDEN)
def test_what_they_may_not_see_leaves_no_byte(case: str, tmp_path: Path) -> None:
    """Not on a page, not in a list, not as a reference, not in a lapse."""
    assert MARK.encode() not in site_for("本单位职工", HIDDEN[case], tmp_path)


@pytest.mark.parametrize("case", HIDDEN)
def test_what_they_may_not_see_leaves_no_sign_on_paper(case: str, tmp_path: Path) -> None:
    """Neither on a record's own sheets nor in the year's books, their contents and bookmarks."""
    assert MARK not in paper_for("本单位职工", HIDDEN[case], tmp_path)


SEEN = [name for name in HIDDEN if "draft" not in name and "pending" not in name]


@pytest.mark.parametrize("case", SEEN)
def test_the_branch_itself_has_it_on_paper(case: str, tmp_path: Path) -> None:
    """The same data show the marker to the members of the branch, so the test above looks for something real."""
    assert MARK in paper_for("本支部党员", HIDDEN[case], tmp_path)


@pytest.mark.parametrize("case", SEEN)
def test_the_branch_itself_sees_it(case: str, tmp_path: Path) -> None:
    """The same data show the marker to the members of the branch, so the test above looks for something real."""
    assert MARK.encode() in site_for("本支部党员", HIDDEN[case], tmp_path)


def test_a_site_for_two_audiences_shows_only_what_both_may_see(tmp_path: Path) -> None:
    """Sets, not a ladder: what is meant for named persons is not for the staff, nor the other way round."""
    lay(
        tmp_path,
        {
            M: meeting("audiences: [特定对象]\n"),
            "meetings/2026/o.yaml": OTHER,
            "approvals/2026/f.yaml": form("JG1/2026-0012", "JG1/2026-0020"),
        },
    )
    (tmp_path / "data" / "catalogue.yaml").write_text(
        CATALOGUE.replace("[本单位职工]", "[本单位职工, 特定对象]"), encoding="utf-8"
    )

    def shown(*audience: str) -> set[str]:
        outcome = pipeline.build(Settings(root=tmp_path, audience=audience), AS_OF)
        assert outcome.site
        return {page.address for page in outcome.site.pages if page.source}

    assert shown("特定对象") == {"meetings/2026/m.html", "meetings/2026/o.html"}
    assert shown("本单位职工") == {"meetings/2026/o.html"}
    assert shown("本单位职工", "特定对象") == {"meetings/2026/o.html"}


def test_those_outside_do_not_read_which_meetings_were_missing(tmp_path: Path) -> None:
    """A lapse about no record is told to the readers of the catalogue's item only."""
    note = f"{{rule: meetings.not_held, covers: 2026-Q1, about: 支部党员大会, on: 2026-04-01, note: {MARK}}}"
    texts: Texts = {"branch.yaml": f"since: 2026-01-01\ndeviations: [{note}]\n"}
    inside, outside = site_for("本单位职工", texts, tmp_path / "a"), site_for("社会", texts, tmp_path / "b")
    assert MARK.encode() in inside
    assert MARK.encode() not in outside
    assert "没有已公开的".encode() not in outside


def test_a_stopped_person_is_not_pointed_at(tmp_path: Path) -> None:
    """Whoever of two is stopped, and whatever day is wrong about it: those outside read the same bytes."""

    def outside(stopped: int, folder: Path) -> bytes:
        results = ["{result: 无异议, on: 2026-09-21}"] * 2
        results[stopped] = "{result: 终止公示, on: 2027-03-01}"
        persons = "".join(f"  - {{name: {name}, outcome: {one}}}\n" for name, one in zip("甲乙", results, strict=True))
        gone = meeting("index: JG1/2026-0020\nwithdrawn: {on: 2026-10-01, reason: 重复}\n")
        texts: Texts = {
            N: notice(f"persons:\n{persons}follow_up: JG1/2026-0020\n"),
            "meetings/2026/o.yaml": gone,
        }
        return site_for("本单位职工", texts, folder)

    assert outside(0, tmp_path / "a") == outside(1, tmp_path / "b")


def test_what_is_for_others_is_not_called_missing(tmp_path: Path) -> None:
    """Home and list say that it is published elsewhere; a kind that nobody asks for stands on neither."""
    folder = branch_for("本单位职工", {}, tmp_path / "branch")
    catalogue = folder / "data" / "catalogue.yaml"
    dues = "  - {name: 党费, kind: accounts, basis: 规定, audiences: [本支部党员], cycle: 年度, responsible: 书记}\n"
    catalogue.write_text(CATALOGUE + dues, encoding="utf-8")
    site = pipeline.build(settings_of(folder), AS_OF).site
    assert site
    bodies = {page.address: page.body for page in site.pages}
    shelf = bodies["index.html"].split('id="accounts"')[1].split("</section>")[0]
    for body in (shelf, bodies["accounts/index.html"]):
        assert "按规定在相应范围公开。" in body
        assert "还没有公开" not in body
    assert "projects/index.html" not in bodies
    assert "创新立项" not in bodies["index.html"] + "".join(entry.title for entry in site.navigation)
