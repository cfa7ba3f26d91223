"""Commitments: how items stand day by day, how they roll up, and that ratings of named persons leave no byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.building import built, digest
from gongkai import pipeline, starter
from gongkai.kinds.commitments import KIND
from gongkai.kinds.commitments.facts import CommitmentFacts
from gongkai.kinds.commitments.model import Commitment, Item, Promise
from gongkai.kinds.commitments.reception import TOO_FEW, UNFINISHED, reception
from gongkai.kinds.commitments.standing import item_facts
from gongkai.kinds.commitments.year import MOST_ROWS, summary
from gongkai.pipeline import Checked, Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

C = "commitments/2026/c.yaml"
F = "approvals/2026/f.yaml"
NAMES = ("李思源", "王建国", "赵晓红", "陈立", "孙明", "吴芳")


def item(**written: object) -> Item:
    """An item due on 2026-10-31 that differs in these fields."""
    return Item.model_validate({"text": "讲一次课", "due": "2026-10-31", **written})


def entry(on: str, **written: object) -> dict[str, object]:
    return {"on": on, **written}


FOUR = {"floor": "4", "stretch": "6", "unit": "次"}
CEILING = {"floor": "1", "stretch": "0", "unit": "起", "keep": "至多"}
PROOF = ("meetings/2026/a",)
MOVED = {"to": "2026-12-20", "on": "2026-10-20", "agreed_by": "支部委员会", "reason": "场地维修"}

STATES: dict[str, tuple[Item, str]] = {
    "nothing done, due in time to come": (item(due="2026-12-01"), "进行中"),
    "due on the as-of date itself": (item(due="2026-11-20"), "进行中"),
    "past due": (item(), "逾期未兑现"),
    "moved, agreed": (item(moved=(MOVED,)), "进行中"),
    "explained": (item(unfulfilled={"on": "2026-11-02", "reason": "资金没有到位"}), "未兑现"),
    "done with evidence": (item(progress=(entry("2026-10-31", done="是", evidence=PROOF),)), "已兑现"),
    "done late": (item(progress=(entry("2026-11-02", done="是", evidence=PROOF),)), "逾期兑现"),
    "done without evidence": (item(progress=(entry("2026-10-09", done="是"),)), "已达到，缺佐证"),
    "evidence of the time before does not prove it": (
        item(progress=(entry("2026-09-09", evidence=PROOF), entry("2026-10-09", done="是"))),
        "已达到，缺佐证",
    ),
    "evidence handed in later": (
        item(progress=(entry("2026-10-09", done="是"), entry("2026-11-09", evidence=PROOF))),
        "已兑现",
    ),
    "floor reached": (item(measure=FOUR, progress=(entry("2026-10-09", value="4", evidence=PROOF),)), "已兑现"),
    "floor missed by little": (
        item(measure=FOUR, progress=(entry("2026-10-09", value="3.99", evidence=PROOF),)),
        "逾期未兑现",
    ),
    "reached, then corrected": (
        item(
            measure=FOUR,
            progress=(entry("2026-11-09", value="3"), entry("2026-10-09", value="4", evidence=PROOF)),
        ),
        "逾期未兑现",
    ),
    "what is dated after the as-of date does not count": (
        item(progress=(entry("2026-12-01", done="是", evidence=PROOF),)),
        "逾期未兑现",
    ),
    "ongoing waits for its judgement": (item(ongoing="是"), "待评定"),
    "judged as kept, with evidence": (
        item(ongoing="是", judged={"on": "2026-11-03", "result": "兑现", "evidence": PROOF}),
        "已兑现",
    ),
    "judged as kept, nothing proves it": (
        item(ongoing="是", judged={"on": "2026-11-03", "result": "兑现"}),
        "已达到，缺佐证",
    ),
    "judged as not kept": (item(ongoing="是", judged={"on": "2026-11-03", "result": "未兑现"}), "未兑现"),
    "a ceiling is kept only when the time is over": (
        item(measure=CEILING, progress=(entry("2026-10-09", value="0", evidence=PROOF),)),
        "待评定",
    ),
}


@pytest.mark.parametrize("case", STATES)
def test_how_an_item_stands(case: str) -> None:
    """The state follows from dates, values and evidence alone."""
    one, state = STATES[case]
    assert item_facts(one, AS_OF).state == state


def test_stretch_is_apart_from_reached() -> None:
    """Reaching the floor fulfils; the stretch value needs evidence of its own day or later."""
    first = entry("2026-09-09", value="4", evidence=PROOF)
    assert not item_facts(item(measure=FOUR, progress=(first,)), AS_OF).stretched
    bare = item_facts(item(measure=FOUR, progress=(first, entry("2026-10-09", value="6"))), AS_OF)
    assert bare.reached
    assert not bare.stretched
    proven = item(measure=FOUR, progress=(first, entry("2026-10-09", value="6", evidence=PROOF)))
    assert item_facts(proven, AS_OF).stretched
    judged = {"on": "2026-11-03", "result": "兑现", "evidence": PROOF}
    none = item(measure=CEILING, judged=judged, progress=(entry("2026-10-09", value="0"),))
    assert item_facts(none, AS_OF).stretched


def test_the_first_due_date_stays_beside_the_one_agreed_on() -> None:
    """The last one agreed on counts, and only from the day it was agreed."""
    moved = item(moved=(MOVED, {**MOVED, "to": "2026-12-30", "on": "2026-12-19"}))
    assert item_facts(moved, AS_OF).due == date(2026, 12, 20)
    assert item_facts(moved, date(2026, 10, 19)).due == moved.due
    assert item_facts(moved, date(2026, 12, 31)).state == "逾期未兑现"


def test_what_is_agreed_on_too_late_does_not_make_it_timely() -> None:
    """Whether it was in time is judged by the due date known on the day it was reached."""
    done = (entry("2026-11-02", done="是", evidence=PROOF),)
    assert item_facts(item(progress=done, moved=({**MOVED, "on": "2026-11-15"},)), AS_OF).state == "逾期兑现"
    assert item_facts(item(progress=done, moved=(MOVED,)), AS_OF).state == "已兑现"


def test_evidence_that_nobody_can_see_proves_nothing() -> None:
    """Neither in progress nor in the judgement; what else is there still counts."""
    both = item(progress=(entry("2026-10-09", done="是", evidence=("JG1/2026-0002", *PROOF)),))
    judged = item(ongoing="是", judged={"on": "2026-11-03", "result": "兑现", "evidence": PROOF})
    hidden = frozenset(PROOF)
    assert item_facts(both, AS_OF, hidden).state == "已兑现"
    assert item_facts(both, AS_OF, hidden | {"JG1/2026-0002"}).state == "已达到，缺佐证"
    assert item_facts(judged, AS_OF, hidden).state == "已达到，缺佐证"
    assert item_facts(judged, AS_OF, hidden).hidden == ("judged.evidence.0",)


@pytest.mark.parametrize(
    ("meeting", "states"),
    [
        ("", ["已兑现", "进行中"]),
        ("withdrawn: {on: 2026-11-10, reason: 登记有误。}\n", ["已达到，缺佐证", "进行中"]),
        ("published_on: 2026-11-25\n", ["已达到，缺佐证", "进行中"]),
    ],
)
def test_only_public_records_prove(meeting: str, states: list[str], tmp_path: Path) -> None:
    """A matter that is withdrawn or not yet published is no evidence, and one lapse says so for each item."""
    text = overlaid(plain("meetings"), meeting)
    seen = checked(tmp_path, {**laid(commitment(promises(names=()))), "meetings/2026/a.yaml": text})
    assert [one.state for one in facts_of(seen).promises[0].items] == states
    said = [one.code for one in seen.findings if one.code.startswith("commitments.evidence")]
    assert said == ["commitments.evidence_not_public"] * bool(meeting)


def test_recorded_late_frees_of_the_day_of_the_file(tmp_path: Path) -> None:
    """Commitments of a year entered in December were due, and came along, before they were written down."""
    late = "recorded_late: {on: 2026-10-20, source: 承诺书}\nmade_on: 2026-10-20\npublished_on: 2026-10-21\n"
    text = commitment(
        f"{late}promises: [{{by: 支部, items: [{{text: 讲课, due: 2026-06-30, progress: [{{on: 2026-03-01}}]}}]}}]\n"
    )
    for number, (differs, faults) in enumerate((("", 0), ("recorded_late:\n", 2))):
        seen = checked(tmp_path / str(number), laid(overlaid(text, differs)))
        assert len([one for one in seen.findings if one.is_fault]) == faults


@pytest.mark.parametrize(
    ("judged", "codes"),
    [
        ("2026-09-29", ["commitments.judged_early"]),
        ("2026-10-01", []),
        ("2026-11-20", []),
    ],
)
def test_a_judgement_belongs_to_the_end(judged: str, codes: list[str], tmp_path: Path) -> None:
    """Up to a month before the due date it may be judged as kept."""
    result = f"{{on: {judged}, result: 兑现, evidence: [JG1/2026-0012]}}"
    each = f"{{text: 开放, due: 2026-10-31, ongoing: 是, judged: {result}}}"
    seen = checked(tmp_path, laid(commitment(f"promises: [{{by: 支部, items: [{each}]}}]\n")))
    assert [one.code for one in seen.findings if one.code.startswith("commitments")] == codes


@pytest.mark.parametrize(("as_of", "said"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)])
def test_thirty_days_to_judge(as_of: date, said: bool, tmp_path: Path) -> None:
    """A month after the due date an ongoing item without a judgement is a lapse, and no day sooner."""
    text = commitment("promises: [{by: 支部, items: [{text: 开放, due: 2026-10-31, ongoing: 是}]}]\n")
    codes = [one.code for one in checked(tmp_path, laid(text), as_of).findings]
    assert ("commitments.not_judged" in codes) is said


def test_a_step_of_a_day_still_to_come_says_so() -> None:
    """On an earlier as-of date nothing later counts, of whatever sort it is."""
    written = item(
        ongoing="是",
        progress=(entry("2026-11-21"), entry("2026-11-20")),
        moved=({**MOVED, "on": "2026-11-22"},),
        unfulfilled={"on": "2026-11-23", "reason": "停电"},
        judged={"on": "2026-11-24", "result": "兑现"},
    )
    assert [step.counts for step in item_facts(written, AS_OF).course] == [True, False, False, False, False]


def test_what_happened_is_told_in_the_order_of_days() -> None:
    """Progress, new due dates and explanations stand where they fall in time."""
    progress = (entry("2026-09-20", done="是"), entry("2026-05-01", note="开了头"))
    both = item(progress=progress, moved=(MOVED,), unfulfilled={"on": "2026-07-02", "reason": "住院"})
    steps = [(step.what, step.place) for step in item_facts(both, AS_OF).course]
    assert steps == [("progress", 1), ("unfulfilled", 0), ("progress", 0), ("moved", 0)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), st.booleans()), max_size=6), st.integers(0, 90))
def test_the_order_of_writing_changes_nothing(told: list[tuple[int, int, bool]], today: int) -> None:
    """Entries of different days may be written in any order, and reached always has evidence behind it."""
    start = date(2026, 9, 1).toordinal()
    days = {day: (value, proven) for day, value, proven in told}
    entries = [
        entry(str(date.fromordinal(start + day)), value=str(value), evidence=PROOF if proven else ())
        for day, (value, proven) in days.items()
    ]
    as_of = date.fromordinal(start + today)
    one, other = (item_facts(item(measure=FOUR, progress=tuple(way)), as_of) for way in (entries, entries[::-1]))
    assert (one.state, one.value, one.reached_on) == (other.state, other.value, other.reached_on)
    if one.reached:
        assert one.reached_on
        assert any(proven for day, (_, proven) in days.items() if one.reached_on.toordinal() - start <= day <= today)


def promises(
    level: str = "好", names: tuple[str, ...] = NAMES, poll: str = "voters: 30, satisfied: 28, mostly: 2"
) -> str:
    """The branch and some members, each with an item done, one still to do, ratings and a poll."""
    each = [
        f"  - by: {name}\n    items:\n"
        f"      - {{text: 讲一次课, due: 2026-10-31, weight: 3, progress: [{{on: 2026-10-20, done: 是,"
        f" evidence: [JG1/2026-0012]}}]}}\n"
        f"      - {{text: 结对帮扶, due: 2026-12-20, weight: 1}}\n"
        f"    ratings: [{{half: 上半年, on: 2026-07-15, own: 好, group: 好, branch: {level}}}]\n"
        f"    poll: {{on: 2026-11-12, {poll}}}\n"
        for name in ("支部", *names)
    ]
    return f"promises:\n{''.join(each)}"


def commitment(differs: str) -> str:
    """A record that differs from the sample in these keys."""
    return overlaid(plain("commitments"), differs)


def laid(text: str) -> Texts:
    """The record, the meeting that proves it, and the approval of both."""
    return {C: text, "meetings/2026/a.yaml": plain("meetings"), F: form("JG1/2026-0005", "JG1/2026-0012")}


def facts_of(seen: Checked) -> CommitmentFacts:
    """What follows from the record in the test."""
    own = seen.facts["commitments/2026/c"]
    assert isinstance(own, CommitmentFacts)
    return own


def test_items_roll_up_by_weight(tmp_path: Path) -> None:
    """Three of four parts of weight are done; every promiser counts the same in the whole."""
    seen = checked(tmp_path, laid(commitment(promises())))
    assert not [one for one in seen.findings if one.code.startswith("commitments.")]
    own = facts_of(seen)
    assert [one.percent for one in own.promises] == ["75.0%"] * 7
    assert (own.count.words, own.percent, own.status) == ("7/14", "75.0%", "已兑现 7/14 项")
    assert own.who == "支部和 6 名党员"


def rated(*levels: str | None, poll: tuple[int, ...] = ()) -> list[Promise]:
    """As many persons, rated by the branch for the first half; polled with so many voters."""
    each = []
    for place, level in enumerate(levels):
        rating = {"half": "上半年", "on": "2026-07-15", "branch": level}
        voters = {"poll": {"on": "2026-11-12", "voters": poll[place], "satisfied": poll[place]}} if poll else {}
        written = {"by": "某", "items": (item(),), "ratings": (rating,) if level else (), **voters}
        each.append(Promise.model_validate(written))
    return each


TOTALS: dict[str, tuple[list[Promise], tuple[int, ...], str]] = {
    "five are enough": (rated("好", "好", "较好", "一般", "差"), (2, 1, 1, 1), "共 5 人"),
    "four are not": (rated("好", "好", "较好", "差"), (), TOO_FEW),
    "who took no part is no cover": (rated("好", "好", "较好", "差", "未参评"), (), TOO_FEW),
    "who took no part does not count": (rated("好", "好", "好", "好", "差", "未参评"), (4, 0, 0, 1), "共 5 人"),
    "one still to come would be the difference": (rated("好", "好", "好", "好", "差", None), (), UNFINISHED),
}


@pytest.mark.parametrize("case", TOTALS)
def test_totals_are_told_only_of_enough_persons(case: str) -> None:
    """A group in which somebody could be singled out has no counts."""
    promises, counts, word = TOTALS[case]
    (total,) = reception(promises, (), AS_OF).persons
    assert (total.title, total.counts, total.word) == ("上半年支部评定", counts, word)


def test_what_is_rated_after_the_as_of_date_does_not_count() -> None:
    """A build for an earlier day knows nothing of a later meeting."""
    early = reception(rated(*("好",) * 5, poll=(30,) * 5), (), date(2026, 7, 1))
    assert (early.persons, early.persons_poll, early.halves) == ((), None, frozenset())
    assert not early.any


def test_polls_are_told_only_of_enough_persons_and_voters() -> None:
    """Few voters are singled out as easily as few who are voted on; nobody polled is no poll."""
    five = ("好",) * 5
    polls = {voters: reception(rated(*five, poll=(voters,) * 5), (), AS_OF).persons_poll for voters in (0, 4, 30)}
    assert polls[0] is None
    assert polls[4]
    assert (polls[4].counts, polls[4].word) == ((), TOO_FEW)
    assert polls[30]
    assert (polls[30].counts, polls[30].word) == ((150, 0, 0, 0), "5 人，150 票")
    few = reception(rated(*five[:4], poll=(30,) * 4), (), AS_OF).persons_poll
    assert few
    assert few.counts == ()
    unfinished = [*rated(*five, poll=(30,) * 5), *rated("好")]
    said = reception(unfinished, (), AS_OF).persons_poll
    assert said
    assert (said.counts, said.word) == ((), UNFINISHED)


def test_a_body_is_told_by_itself() -> None:
    """The branch's poll is told from five voters on, whatever its members' is, and names nobody."""
    polls = {"支部": 30, "第一党小组": 4, "第二党小组": 0}
    bodies = [
        Promise.model_validate({"by": by, "items": (item(),), "poll": {"on": "2026-11-12", "voters": voters}})
        for by, voters in polls.items()
    ]
    told = reception((), bodies, AS_OF)
    assert told.persons_poll is None
    words = [(total.title, total.counts, total.word) for total in told.body_polls]
    assert words == [("支部", (0, 0, 0, 0), "30 票"), ("第一党小组", (), TOO_FEW)]


def test_what_is_missing_in_the_chain_is_said(tmp_path: Path) -> None:
    """承诺、审诺、践诺、评诺: each step that is missing when it should be there."""
    bare = "vetted:\npromises: [{by: 支部, items: [{text: 讲课, due: 2026-12-20}]}]\n"
    texts: Texts = {C: commitment(bare), F: form("JG1/2026-0005")}
    seen = checked(tmp_path / "one", texts)
    assert facts_of(seen).gaps == ("审诺：还没有审诺记录", "践诺：还没有进展", "评诺：还没有上半年评议")
    later = checked(tmp_path / "two", texts, date(2027, 3, 1))
    assert facts_of(later).gaps[2:] == ("评诺：还没有上半年评议", "评诺：还没有下半年评议", "评诺：还没有年底测评")


def test_home_names_promisers_unless_they_are_many(tmp_path: Path) -> None:
    """One line for each promiser of the year, or one for each record; totals are the same."""
    many = tuple("甲乙丙丁戊己庚辛壬癸子丑寅"[:MOST_ROWS])
    for number, (names, rows) in enumerate((((), 1), (NAMES, 7), (many, 1))):
        seen = checked(tmp_path / str(number), laid(commitment(promises(names=names))))
        assert seen.world
        (record,) = seen.world.register.of_kind("commitments")
        year = summary([(cast("Commitment", record), facts_of(seen))], seen.world).now
        assert len(year.rows) == rows
        assert year.count == facts_of(seen).count
    assert KIND.summary is summary


def home_of(root: Path, as_of: date, texts: Texts, address: str = "index.html") -> str:
    """What the home page, or another, says of commitments, for the branch's own members."""
    lay(root, texts)
    outcome = pipeline.build(Settings(root=root, audience=("本支部党员",)), as_of)
    assert outcome.site is not None, outcome.findings
    body = next(page.body for page in outcome.site.pages if page.address == address)
    return body.replace("<strong>", "").replace("</strong>", "")


OPENED = "promises: [{by: 支部, items: [{text: 讲课, due: 2026-10-31}]}]\n"
SETTLED = OPENED.replace("2026-10-31}", "2026-10-31, unfulfilled: {on: 2026-11-02, reason: 停电}}")


@pytest.mark.parametrize(("promised", "told"), [(OPENED, True), (SETTLED, False)])
def test_what_is_open_is_told_after_new_year(promised: str, told: bool, tmp_path: Path) -> None:
    """In January home still tells of last year's promises, until all are kept, judged or explained."""
    home = home_of(tmp_path, date(2027, 1, 5), laid(commitment(promised)))
    assert "2027年还没有公开的承诺" in home
    assert ("2026年还有没办完的：承诺" in home) is told
    assert ("逾期未兑现 1 项" in home) is told


def test_the_list_tells_promises_at_an_occasion_by_their_titles(tmp_path: Path) -> None:
    """The branch may make several in a year; a year's promise needs no title beside its promiser."""
    listed = "commitments/index.html"
    made = laid(commitment(f"{OPENED}term: 即时\ntitle: 汛期准备承诺\n"))
    occasion = home_of(tmp_path / "a", AS_OF, made, listed)
    assert 'html#promise-1">支部</a> <span class="gk-small">汛期准备承诺</span></th>' in occasion
    assert 'html#promise-1">支部</a></th>' in home_of(tmp_path / "b", AS_OF, laid(commitment(OPENED)), listed)


def test_home_counts_no_drafts_and_no_other_years(tmp_path: Path) -> None:
    """What is not approved, or was promised for another year, is in no total."""
    other = {"covers: 2025\n": date(2026, 11, 20), "": date(2028, 11, 20)}
    for number, (differs, as_of) in enumerate(other.items()):
        texts = laid(commitment(f"{SETTLED}{differs}"))
        assert f"{as_of.year}年还没有公开的承诺" in home_of(tmp_path / str(number), as_of, texts)
    draft: Texts = {C: commitment(OPENED)}
    assert "2026年还没有公开的承诺" in home_of(tmp_path / "draft", AS_OF, draft)


MARK = "暗号甲乙丙"
CATALOGUE = """items:
  - {name: 组织生活情况, kind: meetings, basis: 条例, audiences: [本支部党员], cycle: 月度, responsible: 组织委员}
  - {name: 公开承诺, kind: commitments, basis: 制度, audiences: [本单位职工], cycle: 年度, responsible: 组织委员}
"""


def site_for(audience: str, texts: Texts, folder: Path) -> Path:
    """A real build for one audience."""
    starter.new_branch(folder, AS_OF)
    for name in ("branch.yaml", "catalogue.yaml"):
        (folder / "data" / name).unlink()
    lay(folder, texts)
    (folder / "data" / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("[本支部党员]", f"[{audience}]"), encoding="utf-8")
    return built(folder)


@pytest.fixture
def _as_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_AS_OF", AS_OF.isoformat())


OPEN_POLL = "voters: 30, satisfied: 28, mostly: 2"
SECRET_POLL = "voters: 29, satisfied: 17, dissatisfied: 11, unsure: 1"


def cells(site: Path) -> str:
    """The record's page without its head, as text."""
    page = (site / "commitments/2026/c.html").read_text(encoding="utf-8")
    return page[page.index("<h1 id") : page.rindex('<h2 id="head"')]


def received(text: str, name: str) -> str:
    """The record in which this member alone was rated and polled badly."""
    before, own = text.split(f"by: {name}\n", 1)
    own = own.replace("branch: 好", "branch: 差", 1).replace(OPEN_POLL, SECRET_POLL, 1)
    return f"{before}by: {name}\n{own}"


@pytest.mark.usefixtures("_as_of")
def test_others_cannot_tell_whose_rating_it_is(tmp_path: Path) -> None:
    """Whoever of the members was rated badly, the staff's site is the same to the byte; the branch reads who it was."""
    staff, branch = (
        [
            site_for(audience, laid(received(commitment(promises()), name)), tmp_path / audience / str(number))
            for number, name in enumerate(("李思源", "王建国"))
        ]
        for audience in ("本单位职工", "本支部党员")
    )
    assert digest(staff[0]) == digest(staff[1])
    assert digest(branch[0]) != digest(branch[1])
    assert "每人的评议" in cells(branch[0])
    for site in (*staff, *branch):
        assert "<td>1</td><td>共 6 人</td>" in cells(site)
        assert "<td>157</td>" in cells(site)


@pytest.mark.usefixtures("_as_of")
def test_small_groups_leave_no_level_at_all(tmp_path: Path) -> None:
    """With four members the staff learns only that they are few."""
    bad, good = (
        commitment(
            promises(level=level, names=NAMES[:4], poll=poll).replace(poll, OPEN_POLL, 1).replace(level, "好", 1)
        )
        for level, poll in (("差", SECRET_POLL), ("较好", OPEN_POLL))
    )
    sites = [site_for("本单位职工", laid(text), tmp_path / str(number)) for number, text in enumerate((bad, good))]
    assert digest(sites[0]) == digest(sites[1])
    assert TOO_FEW in cells(sites[0])


BOARDS = ("支部委员会", "支委会", "机关一支部", "中共示例公司机关第一支部委员会", "第一 党小组", "综合办", "青年突击队")


@pytest.mark.parametrize("board", BOARDS)
def test_a_board_is_no_fifth_member(board: str, tmp_path: Path) -> None:
    """Four members and a board under whatever name: neither levels nor ballots of the four are told."""
    text = commitment(promises(level="差", names=NAMES[:4]).replace("by: 支部", f"by: {board}"))
    named = "short_name: 综合办\n" if board == "综合办" else ""
    own = facts_of(checked(tmp_path, {**laid(text), "branch.yaml": named}))
    assert own.persons == (1, 2, 3, 4)
    assert {(total.counts, total.word) for total in own.reception.persons} == {((), TOO_FEW)}
    assert own.reception.persons_poll
    assert own.reception.persons_poll.counts == ()
    assert (own.reception.bodies[0][0], own.who) == (board, f"{board}和 4 名党员")


@pytest.mark.parametrize(
    ("one", "other", "twice"),
    [
        ("支部", "机关一支部", True),
        ("本支部", "中共示例公司机关第一支部委员会", True),
        ("李思源", "李 思源", True),
        ("支部", "支部委员会", False),
    ],
)
def test_a_promiser_by_two_names(one: str, other: str, twice: bool, tmp_path: Path) -> None:
    """Spaces and the names in branch.yaml make no second promiser; the committee is another body."""
    promise = "{{by: {}, items: [{{text: 讲课, due: 2026-12-20}}]}}"
    text = commitment(f"promises: [{promise.format(one)}, {promise.format(other)}]\n")
    seen = checked(tmp_path, laid(text))
    assert [one.code for one in seen.findings if one.is_fault] == ["commitments.promiser_twice"] * twice


@pytest.mark.usefixtures("_as_of")
def test_evidence_in_a_hidden_record_is_not_named(tmp_path: Path) -> None:
    """A meeting for the branch only proves it; the staff reads that there is evidence, not where."""
    hidden = plain("meetings").replace("2026年第三季度支部党员大会", MARK)
    texts: Texts = {**laid(commitment(promises())), "meetings/2026/a.yaml": hidden}
    site = site_for("本单位职工", texts, tmp_path / "staff")
    assert not any(MARK.encode() in file.read_bytes() for file in site.rglob("*") if file.is_file())
    assert "JG1/2026-0012" not in cells(site)
    assert "有的佐证所在的事项在这里不能查看" in cells(site)
    assert MARK in cells(site_for("本支部党员", texts, tmp_path / "branch"))
