"""A branch whose records went there and back between four editions: for the tests of pages and of choosing."""

from __future__ import annotations

from pathlib import Path

from gongkai import starter
from history.stories import AS_OF, CLERK, SECRETARY, Story, Texts, git, meeting
from laying import WORLD, form

A, B, C, D, E, F = (f"meetings/2026/{name}" for name in "abcdef")
LONG = "meetings/2026/long"
GONE = "withdrawn: {on: 2026-03-10, reason: 重复公开}"
ROLES = f"""history:
  roles:
    - {{email: {CLERK}, role: 组织委员, until: 2026-03-31}}
    - {{email: {CLERK}, role: 宣传委员}}
    - {{email: {SECRETARY}, role: 书记}}
"""
STRANGER = "shui@jg1.example"
MONTHS: tuple[tuple[str, Texts], ...] = (
    (
        "2026-01",
        {
            A: meeting(1, "title: 甲会议"),
            B: meeting(2, "title: 乙会议"),
            C: meeting(3, "title: 丙会议"),
            E: meeting(5, "title: 戊会议"),
            F: meeting(6, "title: 己会议"),
            LONG: meeting(8, "title: 很长的会议"),
        },
    ),
    (
        "2026-02",
        {
            A: meeting(1, "title: 甲会议\nplace: 四楼会议室\nkeywords: [青年, 学习]"),
            B: meeting(2, "title: 乙会议\ntheme: 秘密主题"),
            C: meeting(3, "title: 丙会议\ntypes: [党课]"),
            D: meeting(4, "title: 丁会议"),
            E: meeting(5, "title: 戊会议\nplace: 四楼会议室"),
            LONG: meeting(8, "title: 很长的会议\nkeywords: [一, 二, 三, 四, 五, 六, 七, 八, 九, 十]"),
        },
    ),
    (
        "2026-03",
        {
            A: meeting(1, "title: 甲会议\nkeywords: [学习]\ncorrections: [{on: 2026-03-10, note: 会议室没有换}]"),
            B: meeting(2, f"title: 乙会议\n{GONE}"),
            C: meeting(3, "title: 丙会议"),
            D: meeting(4, "title: 丁会议\nplace: 五楼会议室"),
            LONG: meeting(8, "title: 很长的会议\nkeywords: [一, 二, 三]\nplace: 四楼会议室\nchair: 王五"),
        },
    ),
    ("2026-04", {}),
)


def story(folder: Path) -> Story:
    """Written at the beginning of each month, an edition at its end; a change there and back in between."""
    starter.new_branch(folder, AS_OF)
    branch = (WORLD / "data/branch.yaml").read_text("utf-8") + ROLES
    (folder / "data/branch.yaml").unlink()
    (folder / "data/catalogue.yaml").unlink()
    told = Story(folder)
    told.commit("2026-01-04", {"branch": branch, "catalogue": (WORLD / "data/catalogue.yaml").read_text("utf-8")})
    for month, texts in MONTHS:
        told.commit(f"{month}-05", texts)
        names = ", ".join(f"JG1/2026-{number:04}" for number in (1, 2, 3, 5, 6, 8))
        told.commit(f"{month}-08", {f"approvals/2026/{month}": _form(month, names)}, by=SECRETARY)
        if month == "2026-02":
            told.commit(f"{month}-20", {E: MONTHS[0][1][E]}, by=STRANGER)
        if month == "2026-03":
            told.move(f"{month}-20", {F: "meetings/2026/f2"})
        freeze(told, month, f"{month}-28")
    told.commit("2026-05-08", {"approvals/2026/last": _form("2026-05", names)}, by=SECRETARY)
    return told


def _form(month: str, names: str) -> str:
    more = "" if month == "2026-01" else ", JG1/2026-0004"
    return form(f"{names}{more}", on=f"{month}-08")


def freeze(told: Story, name: str, day: str) -> None:
    """An edition of what is there now."""
    env = {"GIT_COMMITTER_NAME": "某某人", "GIT_COMMITTER_EMAIL": CLERK, "GIT_COMMITTER_DATE": f"{day}T18:00+0800"}
    git(told.make().top, "tag", "-a", "-m", f"{name}存档", f"edition/{name}", env=env)
