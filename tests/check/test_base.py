"""What matters rest on — branch.yaml, catalogue, holidays, schemes — is not changed behind the backs of readers."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from check.test_history import FORM, amend, branch, codes, found, frozen
from gongkai import pipeline
from gongkai.findings import Finding
from history.stories import AS_OF, Story, Texts, git, meeting
from laying import WORLD, form, notice
from sample import ROOT

N = "development/2026/n"
CATALOGUE = (WORLD / "data/catalogue.yaml").read_text("utf-8")
OPEN = form("JG1/2026-0015", on="2026-09-14")
OFFICE = "contact: {office: 支部组织委员, phone: 010-87654321, address: 示例市新路 2 号, hours: 工作日}"
TABLE = "source: 国办发明电〔2025〕1号\noff: [2026-09-15]\n"


SHIPPED = files("gongkai") / "schemes"
SCHEME = (ROOT / "data/schemes/shili-year-2025.yaml").read_text("utf-8")
GRADE = (ROOT / "data/grades/2026/2025-year.yaml").read_text("utf-8").replace("references:", "# references:")


@pytest.fixture
def shown(tmp_path: Path) -> Story:
    """A notice and a grading by the branch's own scheme, published."""
    told = Story(tmp_path)
    told.commit("2026-02-05", {"schemes/shili-year-2025": SCHEME, "grades/2026/g": GRADE})
    told.commit("2026-02-06", {"approvals/2026/g": form("JG1/2026-0012", on="2026-02-06")})
    told.commit("2026-09-14", {"branch": branch(""), "catalogue": CATALOGUE, N: notice(), FORM: OPEN})
    return told


@pytest.fixture
def sealed(shown: Story) -> Story:
    """The same, and an edition of it."""
    frozen(shown, "2026-3", "2026-09-30")
    return shown


def changed(story: Story, as_of: date = AS_OF) -> list[Finding]:
    """What is found of the base."""
    return [one for one in found(story, as_of) if one.code == "base.base_changed"]


def amended(*entries: tuple[str, str]) -> str:
    """What branch.yaml says of files and days."""
    return f"amended: [{', '.join(f'{{on: {on}, file: {file}.yaml, note: 办公室搬家}}' for file, on in entries)}]"


ALTERING: dict[str, Texts] = {
    "branch": {"branch": branch(OFFICE)},
    "holidays/2026": {"holidays/2026": TABLE},
    "schemes/shili-year-2025": {"schemes/shili-year-2025": SCHEME.replace("at_least: 90", "at_least: 96")},
    "catalogue": {
        "catalogue": CATALOGUE.replace("[本单位职工]", "[社会]"),
    },
}


SAYING = {
    "branch": "；改了什么：联系方式 › 受理电话：010-12345678 → 010-87654321；联系方式 › 受理地址：",
    "holidays/2026": "",
    "schemes/shili-year-2025": "；改了什么：等次（优秀） › 最低分：90 → 96",
    "catalogue": "公开范围：增加 社会",
}
"""What is different in the file; the place is the line of it."""


def test_whoever_reads_it_is_part_of_what_is_shown(shown: Story) -> None:
    """An audience that is another one now: what was for the unit's people is open to everybody."""
    shown.commit("2026-10-10", {"branch": branch("audiences: [{name: 社会, within: [本单位职工]}]")})
    (fault,) = changed(shown)
    assert "关于拟确定李思源等同志为发展对象的公示" in fault.words


@pytest.mark.parametrize("edition", ["sealed", "shown"])
@pytest.mark.parametrize("file", ALTERING)
def test_a_change_of_the_base_names_the_matters_it_alters(
    file: str, edition: str, request: pytest.FixtureRequest
) -> None:
    """The branch's office, a day off within the period, a threshold of a scheme, another audience in the catalogue."""
    story: Story = request.getfixturevalue(edition)
    story.commit("2026-10-10", ALTERING[file])
    (fault,) = changed(story)
    assert (fault.is_fault, fault.place.file) == (True, f"data/{file}.yaml")
    matter = "2025年度党支部考核结果" if "schemes" in file else "关于拟确定李思源等同志为发展对象的公示"
    assert fault.words.startswith(f"2026-10-10 以来有改动，会改变已公开的事项：“{matter}”")
    assert SAYING[file] in fault.words
    assert (fault.place.line > 1) == (file in ("branch", "schemes/shili-year-2025"))
    assert "amended" in fault.cure
    note = amended((file, "2026-10-10"))
    own = branch(f"{OFFICE}\n{note}" if file == "branch" else note)
    story.commit("2026-10-11", {"branch": own})
    assert changed(story) == []


EXEMPTED = CATALOGUE.replace(
    "cycle: 即时\n    responsible: 组织委员",
    "cycle: 即时\n    content: [姓名]\n    responsible: 组织委员\n    exempt: [{covers: 2026-11, reason: 没有发展}]",
)
TERM = """committee:
  - {since: 2024-03-15, until: 2027-03-14, seats: [{post: 书记, name: 周敏}]}
  - {since: 2026-10-01, until: 2029-09-30}"""


def test_hidden_files_are_no_base(sealed: Story) -> None:
    """What git keeps for an empty folder, and what editors leave, was never read and is no table."""
    left = {"/data/holidays/.gitkeep": "", "/data/schemes/.gitkeep": "", "/data/holidays/~2026.yaml": TABLE}
    sealed.commit("2026-10-01", left)
    frozen(sealed, "2026-4", "2026-10-02")
    assert codes(sealed) == []


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param({"branch": "# 一句说明\n" + branch("")}, id="a remark"),
        pytest.param({"branch": branch(TERM)}, id="a new committee"),
        pytest.param({"catalogue": "# 一句说明\n" + CATALOGUE}, id="a remark in the catalogue"),
        pytest.param({"catalogue": CATALOGUE.replace("\n", "\r\n")}, id="other ends of lines"),
        pytest.param({"holidays/2027": TABLE.replace("2026", "2027")}, id="a table of another year"),
        pytest.param({"catalogue": EXEMPTED}, id="a month for which an item does not apply"),
    ],
)
def test_a_change_of_the_base_that_alters_nothing_is_none(sealed: Story, texts: Texts) -> None:
    """Only what is shown counts."""
    sealed.commit("2026-10-10", texts)
    assert codes(sealed) == []


NEW_TABLE = TABLE.replace("2026-09-15", "2026-10-13")
SINCE: Texts = {
    "development/2026/o": notice(
        "index: JG1/2026-0016\nmade_on: 2026-10-12\npublished_on: 2026-10-12\n"
        "period: {first: 2026-10-12, last: 2026-10-19, length: 5}\npersons: [{name: 甲}]\ntitle: 后来的公示\n"
    ),
    "approvals/2026/o": form("JG1/2026-0016", on="2026-10-12"),
}


def test_what_was_published_since_rests_on_what_was_there_then(sealed: Story) -> None:
    """A table alters nothing that was published by it; the next one does, though no edition shows the matter yet."""
    sealed.commit("2026-10-12", {"holidays/2026": NEW_TABLE, **SINCE})
    assert changed(sealed) == []
    sealed.commit("2026-10-20", {"holidays/2026": NEW_TABLE.replace("-13", "-13, 2026-10-14")})
    (fault,) = changed(sealed)
    assert fault.words.startswith("2026-10-20 以来有改动，会改变已公开的事项：“后来的公示”")
    frozen(sealed, "2026-4", "2026-10-21")
    assert len(changed(sealed)) == 1, "an edition is no word, nor is the next commit"
    sealed.commit("2026-10-22", {"/readme": "x"})
    assert len(changed(sealed)) == 1


@pytest.mark.parametrize(
    ("day", "told"), [("2026-09-11", False), ("2026-09-13", False), ("2026-09-14", True), ("2026-09-15", True)]
)
def test_what_rests_on_it_is_there_from_the_day_of_publication(tmp_path: Path, day: str, told: bool) -> None:
    """Approved on the 10th, to be published on the 14th: until then nobody has seen it otherwise."""
    story = Story(tmp_path)
    early = form("JG1/2026-0015", on="2026-09-10")
    story.commit("2026-09-10", {"branch": branch(""), N: notice("made_on: 2026-09-10\n"), FORM: early})
    story.commit(day, {"branch": branch(OFFICE)})
    assert bool(changed(story)) == told


def test_what_did_it_is_told(shown: Story) -> None:
    """Not what else was changed in the file since, in the course of things, and altered nothing."""
    shown.commit("2026-10-05", {"branch": branch(TERM)})
    shown.commit("2026-10-12", SINCE)
    shown.commit("2026-10-20", {"branch": branch(f"{TERM}\n{OFFICE}")})
    (fault,) = changed(shown)
    assert fault.words.startswith("2026-10-20 以来有改动")
    assert "联系方式" in fault.words
    assert "委员会" not in fault.words


def test_there_and_back_is_nothing(shown: Story) -> None:
    """What is the same as then needs no word."""
    shown.commit("2026-10-10", {"branch": branch(OFFICE)})
    shown.commit("2026-10-11", {"branch": branch("")})
    assert changed(shown) == []


def test_not_committed_is_said_so(shown: Story) -> None:
    """Before the commit already."""
    shown.write({"branch": branch(OFFICE)})
    (fault,) = changed(shown)
    assert fault.words.startswith("有改动还没有提交，会改变已公开的事项：")


OTHER_OFFICE = OFFICE.replace("2 号", "3 号")


def test_a_word_covers_what_was_changed_until_then(shown: Story) -> None:
    """Whatever is changed after it needs one of its own, on another day or as one more of the same day."""
    first = amended(("branch", "2026-10-10"))
    shown.commit("2026-10-10", {"branch": branch(f"{OFFICE}\n{first}")})
    assert changed(shown) == []
    shown.commit("2026-10-15", {"branch": branch(f"{OTHER_OFFICE}\n{first}")})
    (fault,) = changed(shown)
    assert fault.words.startswith("2026-10-15 以来有改动")
    shown.commit("2026-10-16", {"branch": branch(f"{OTHER_OFFICE}\n{first.replace('搬家', '搬了家')}")})
    assert len(changed(shown)) == 1, "to word it otherwise is no new one"
    again = amended(("branch", "2026-10-10"), ("branch", "2026-10-10"))
    shown.commit("2026-10-17", {"branch": branch(f"{OTHER_OFFICE}\n{again}")})
    assert changed(shown) == []


def test_a_word_may_come_before_the_change_on_the_same_day(shown: Story) -> None:
    """In a commit of its own; whatever day it gives, it covers nothing of the next one."""
    said = amended(("branch", "2026-10-10"))
    shown.commit("2026-10-10", {"branch": branch(said)})
    shown.commit("2026-10-10", {"branch": branch(f"{OFFICE}\n{said}")})
    assert changed(shown) == []
    late = amended(("branch", "2026-10-10"), ("branch", "2026-11-19"))
    shown.commit("2026-10-12", {"branch": branch(f"{OFFICE}\n{late}")})
    shown.commit("2026-10-13", {"branch": branch(f"{OTHER_OFFICE}\n{late}")})
    assert len(changed(shown)) == 1


@pytest.mark.parametrize(
    "entries",
    [(), (("branch", "2026-10-12"),), (("catalogue", "2026-10-10"),)],
    ids=["gone", "another day", "another file"],
)
def test_a_word_is_not_taken_back(shown: Story, entries: tuple[tuple[str, str], ...]) -> None:
    """Else readers would see what was changed and not why; a second one beside it is welcome."""
    first = ("branch", "2026-10-10")
    shown.commit("2026-10-10", {"branch": branch(f"{OFFICE}\n{amended(first)}")})
    shown.commit("2026-10-12", {"branch": branch(f"{OFFICE}\n{amended(*entries)}")})
    (fault,) = [one for one in found(shown) if one.code == "base.amended_removed"]
    assert (fault.is_fault, fault.place.file) == (True, "data/branch.yaml")
    assert fault.words == "amended 里 2026-10-10 对 branch.yaml 的说明不见了，或者改了日期、文件"
    shown.commit("2026-10-13", {"branch": branch(f"{OFFICE}\n{amended(first, *entries)}")})
    assert codes(shown) == []


def test_a_day_that_has_not_come_may_be_put_right(shown: Story) -> None:
    """It is a lapse, and no word that readers have seen."""
    shown.commit("2026-10-10", {"branch": branch(f"{OFFICE}\n{amended(('branch', '2027-10-10'))}")})
    told = pipeline.inspect(shown.make().root, AS_OF).findings
    assert [(one.at, one.is_fault) for one in told if one.code == "dates.in_the_future"] == [("amended.0.on", False)]
    shown.commit("2026-10-11", {"branch": branch(f"{OFFICE}\n{amended(('branch', '2026-10-10'))}")})
    assert codes(shown) == []


def test_a_word_is_for_the_file_that_it_names(shown: Story) -> None:
    """Another one's covers nothing."""
    shown.commit("2026-10-10", {"branch": branch(f"{OFFICE}\n{amended(('catalogue', '2026-10-10'))}")})
    assert len(changed(shown)) == 1


@pytest.mark.parametrize("file", ["data/branch", "branch.yml", "schemes/.x", "holidays/新年", "meetings/2026/a"])
def test_a_word_names_the_file_as_it_is_called(shown: Story, file: str) -> None:
    """What names none of them is a fault of its own, not a word that covers nothing."""
    shown.commit("2026-10-10", {"branch": branch(amended((file, "2026-10-10")))})
    (fault,) = pipeline.inspect(shown.make().root, AS_OF).findings
    assert fault.code == "field.malformed"
    assert fault.words == f"第 1 项改动的文件（amended.0.file）写的是“{file}.yaml”，应是{fault.expected}"


def test_lines_that_meet(shown: Story) -> None:
    """What was published on one line while another changed the base was shown by its own line's."""
    shown.fork("side")
    shown.commit("2026-10-10", {"holidays/2026": NEW_TABLE}, line="side")
    shown.commit("2026-10-12", SINCE)
    shown.merge("2026-10-14", ["side"])
    (fault,) = changed(shown)
    assert fault.words.startswith("2026-10-14 以来有改动，会改变已公开的事项：“后来的公示”")


SAID = amended(("holidays/2026", "2026-10-05"))
DECLARED: Texts = {"holidays/2026": NEW_TABLE, "branch": branch(SAID)}


@pytest.mark.parametrize("word", ["main", "side"])
@pytest.mark.parametrize("matter", ["main", "side"])
def test_a_word_and_a_matter_on_their_lines(shown: Story, word: str, matter: str) -> None:
    """The word comes with the change to where the matter is, wherever both were committed."""
    shown.fork("side")
    shown.commit("2026-10-05", DECLARED, line=word)
    shown.commit("2026-10-12", SINCE, line=matter)
    shown.merge("2026-10-14", ["side"])
    assert changed(shown) == []


def test_another_line_says_nothing_of_the_day_before(shown: Story) -> None:
    """Approved by the new table, published two days later; what an older line commits meanwhile was not there."""
    approved = {**SINCE, "approvals/2026/o": form("JG1/2026-0016", on="2026-10-10")}
    shown.fork("side")
    shown.commit("2026-10-05", DECLARED)
    shown.commit("2026-10-10", approved)
    shown.commit("2026-10-11", {"meetings/2026/z": meeting(7)}, line="side")
    shown.merge("2026-10-14", ["side"])
    assert changed(shown) == []
    shown.commit("2026-10-20", {"holidays/2026": TABLE.replace("-15", "-14")})
    (fault,) = changed(shown)
    assert "2026-10-20 以来有改动" in fault.words


def test_three_lines_at_once(shown: Story) -> None:
    """An octopus brings the table of one of them."""
    for name in ("one", "two"):
        shown.fork(name)
    shown.commit("2026-10-08", {"meetings/2026/z": meeting(7)}, line="one")
    shown.commit("2026-10-09", {"holidays/2026": TABLE}, line="two")
    shown.commit("2026-10-10", {"meetings/2026/y": meeting(8)})
    shown.merge("2026-10-11", ["one", "two"])
    assert len(changed(shown)) == 1


@pytest.mark.parametrize(("hashed", "below"), [("sha256", ""), ("sha1", "branch/")])
def test_other_repositories(tmp_path: Path, hashed: str, below: str) -> None:
    """Of the longer hash; in a folder of a repository."""
    told = Story(tmp_path / below, hashed, below)
    told.commit("2026-09-14", {"branch": branch(""), N: notice(), FORM: OPEN})
    assert changed(told) == []
    told.commit("2026-09-25", {"branch": branch(OFFICE)})
    assert len(changed(told)) == 1


def test_what_is_older_than_the_count_is_not_looked_at(shown: Story) -> None:
    """`history.since` begins it."""
    shown.commit("2026-10-10", {"holidays/2026": TABLE})
    assert len(changed(shown)) == 1
    shown.commit("2026-10-12", {"branch": branch("history: {since: 2026-10-11}")})
    assert changed(shown) == []
    shown.commit("2026-10-13", {"holidays/2026": TABLE.replace("-15", "-15, 2026-09-16")})
    assert len(changed(shown)) == 1


def test_an_edition_of_another_history_still_counts(sealed: Story) -> None:
    """Whoever rewrites the commits changes nothing of what was frozen."""
    sealed.commit("2026-10-10", {"branch": branch(OFFICE)})
    frozen(sealed, "2026-4", "2026-10-11")
    git(sealed.top, "tag", "-d", "edition/2026-3")
    sealed.write({"branch": branch(OTHER_OFFICE)})
    amend(sealed)
    assert len(changed(sealed)) == 1


def test_an_edition_of_an_older_commit_shows_what_that_held(tmp_path: Path) -> None:
    """The office moved between approval and publication; the edition is of the approval's commit."""
    story = Story(tmp_path)
    record = notice("made_on: 2026-09-10\n")
    story.commit("2026-09-10", {"branch": branch(""), N: record, FORM: form("JG1/2026-0015", on="2026-09-10")})
    frozen(story, "2026-3", "2026-09-30")
    story.commit("2026-09-12", {"branch": branch(OFFICE)})
    assert len(changed(story)) == 1


def test_an_edition_of_another_history_from_before_the_count(tmp_path: Path) -> None:
    """Where `history.since` begins after it, it is too old to count; a word on its day counts."""
    story = Story(tmp_path)
    story.commit("2026-09-14", {"branch": branch(""), N: notice(), FORM: OPEN})
    story.fork("side")
    story.commit("2026-09-18", {"meetings/2026/z": meeting(7)}, line="side")
    story.make()
    at = {"GIT_COMMITTER_NAME": "某人", "GIT_COMMITTER_EMAIL": "a@b", "GIT_COMMITTER_DATE": "2026-09-30T18:00:00+0800"}
    git(story.top, "tag", "-a", "-m", "版", "edition/x", "side", env=at)
    story.commit("2026-09-25", {"branch": branch(OFFICE)})
    assert len(changed(story)) == 1
    story.commit("2026-10-02", {"branch": branch(f"{OFFICE}\nhistory: {{since: 2026-10-01}}")})
    assert changed(story) == []
    story.commit("2026-10-03", {"branch": branch(f"{OFFICE}\n{amended(('branch', '2026-10-03'))}")})
    assert changed(story) == []


def test_a_table_that_comes_at_last_alters_nothing(shown: Story) -> None:
    """A period that reaches into a year not yet announced was 暂定, and said so; a table that is changed later does."""
    over = (
        "index: JG1/2026-0016\nmade_on: 2026-11-02\npublished_on: 2026-11-02\n"
        "period: {first: 2026-12-28, last: 2027-01-04, length: 5}\npersons: [{name: 甲}]\n"
    )
    later = {"development/2026/o": notice(over), "approvals/2026/o": form("JG1/2026-0016", on="2026-11-02")}
    shown.commit("2026-11-02", later)
    table = "source: 国办发明电〔2026〕9号\noff: [2027-01-01]\n"
    shown.commit("2026-11-05", {"holidays/2027": table})
    assert changed(shown) == []
    shown.commit("2026-11-07", {"holidays/2027": table.replace("-01]", "-01, 2027-01-04]")})
    assert len(changed(shown)) == 1


def test_a_scheme_of_ones_own_in_place_of_a_shipped_one(shown: Story) -> None:
    """That alters what was graded by the shipped one."""
    graded = (ROOT / "data/grades/2026/2025-q4.yaml").read_text("utf-8")
    own = (SHIPPED / "standards-30.yaml").read_text("utf-8").replace("at_least: 90", "at_least: 99")
    approval = form("JG1/2026-0005", on="2026-01-15")
    shown.commit("2026-09-15", {"grades/2026/q": graded, "approvals/2026/q": approval})
    shown.commit("2026-10-10", {"schemes/standards-30": own})
    (fault,) = changed(shown)
    assert fault.words.endswith("：“2025年度党支部考核结果”、“2025年第四季度党支部考核结果”"), (
        "the year counts its quarters"
    )


def test_an_edition_that_todays_program_cannot_read_is_passed_over(tmp_path: Path) -> None:
    """A branch.yaml that was faulty then says nothing of what it would have meant."""
    story = Story(tmp_path)
    story.commit("2026-09-14", {"branch": "name：坏\n", N: notice(), FORM: OPEN})
    frozen(story, "2026-3", "2026-09-30")
    story.commit("2026-10-10", {"branch": branch(OFFICE)})
    assert codes(story) == []


def test_many_matters_are_counted(tmp_path: Path) -> None:
    """Three are named, then how many there are in all."""
    story, names = Story(tmp_path), [f"JG1/2026-{number:04}" for number in range(15, 20)]
    texts = {f"development/2026/n{place}": notice(f"index: {index}\n") for place, index in enumerate(names)}
    story.commit("2026-09-14", {"branch": branch(""), FORM: form(*names, on="2026-09-14"), **texts})
    frozen(story, "2026-3", "2026-09-30")
    story.write({"branch": branch(OFFICE)})
    (fault,) = changed(story)
    assert fault.words.count("“") == 3
    assert "等 5 个；改了什么：" in fault.words
