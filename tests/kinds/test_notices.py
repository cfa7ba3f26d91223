"""Other notices: exact sums, candidates against seats, notices that name nobody, who is helped."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import pipeline
from gongkai.kinds.notices.facts import PublicNoticeFacts, total
from gongkai.kinds.notices.model import Entry
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

NAME = "notices/2026/one"
ELECTION = "subject: 换届候选人\ncovers:\naccounts:\noutcome:\n"
HELP = """subject: 帮扶对象
covers:
accounts:
outcome:
persons: [{name: 李思源, post: 质量部, help: 每月走访一次, outcome: {result: 无异议, on: 2026-07-13}}]
"""
OPEN = "made_on: 2026-11-18\npublished_on: 2026-11-18\nperiod: {first: 2026-11-18, last: 2026-11-24}\n"


def texts(differs: str) -> Texts:
    """One approved notice that differs from the sample in these keys."""
    return {f"{NAME}.yaml": overlaid(plain("notices"), differs), "approvals/2026/one.yaml": form(NAME)}


def facts_of(root: Path, differs: str) -> PublicNoticeFacts:
    """What follows from it."""
    facts = checked(root, texts(differs)).facts[NAME]
    assert isinstance(facts, PublicNoticeFacts)
    return facts


def pages(root: Path, differs: str, audience: str = "本支部党员") -> Mapping[str, str]:
    """Address → body, of a site for these readers."""
    lay(root, texts(differs))
    outcome = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF)
    assert outcome.site is not None, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


@given(st.lists(st.integers(0, 10**15), max_size=30))
def test_sums_are_exact(ten_thousandths: list[int]) -> None:
    """Whatever the amounts, no fen is lost: the sum is that of whole ten-thousandths of a yuan."""
    entries = [Entry(item="一项", amount=f"{one // 10000}.{one % 10000:04d}") for one in ten_thousandths]
    assert total(entries) * 10000 == sum(ten_thousandths)


def test_accounts_follow_from_their_lines(tmp_path: Path) -> None:
    """Totals, balance and shares of the sample, as anyone can add them up."""
    accounts = facts_of(tmp_path, "").accounts
    assert accounts
    assert (accounts.income, accounts.spending) == (Decimal("4863.20"), Decimal("3048.00"))
    assert (str(accounts.closing), accounts.shares) == ("3135.70", ("79.7%", "20.3%"))


def test_nothing_spent_has_no_shares(tmp_path: Path) -> None:
    """Without spending nothing is divided by nothing."""
    accounts = facts_of(tmp_path, "accounts: {opening: 10, spending: [{item: 无, amount: 0}], closing: 10}\n").accounts
    assert accounts
    assert accounts.shares == ("",)


def test_a_wrong_balance_names_both_figures(tmp_path: Path) -> None:
    """The clerk reads what was written, what follows, and how."""
    differs = "accounts: {opening: 100.00, income: [{item: 利息, amount: 0.10}], closing: 100.20}\n"
    (finding,) = checked(tmp_path, texts(differs)).findings
    assert finding.is_fault
    assert (finding.found, finding.expected) == ("100.20", "100.10")
    assert "100.20 元" in finding.words
    assert "100.00 + 0.10 - 0" in finding.words


def test_a_wrong_total_is_told_once(tmp_path: Path) -> None:
    """A balance that follows from the wrong total adds nothing; one that follows from neither does."""
    lines = "accounts: {opening: 100.00, income: [{item: 利息, amount: 0.10}], income_total: 0.20, closing: "
    for number, (closing, codes) in enumerate(
        (
            ("100.20", ["notices.total_differs"]),
            ("100.10", ["notices.total_differs"]),
            ("100.30", ["notices.total_differs", "notices.closing_differs"]),
        )
    ):
        seen = checked(tmp_path / str(number), texts(f"{lines}{closing}}}\n"))
        assert sorted(one.code for one in seen.findings) == sorted(codes)


def test_amounts_below_zero(tmp_path: Path) -> None:
    """A deficit that was carried over and a refund are added up like anything else, and leave no share unsaid."""
    lines = "[{item: 培训费, amount: 105.00}, {item: 退款, amount: -5.00}]"
    differs = f"accounts: {{opening: -20.00, spending: {lines}, spending_total: 100.00, closing: -120.00}}\n"
    seen = checked(tmp_path, texts(differs))
    assert not seen.findings
    own = seen.facts[NAME]
    assert isinstance(own, PublicNoticeFacts)
    assert own.accounts
    assert own.accounts.shares == ("105.0%", "-5.0%")


@pytest.mark.parametrize("written", ["--5.00", "-", "+5.00", "- 5", "-05.00", "5.", "－5.00"])
def test_other_signs_are_no_amount(written: str, tmp_path: Path) -> None:
    """One minus before the figures, and nothing else."""
    seen = checked(tmp_path, texts(f'accounts: {{opening: "{written}", closing: 0}}\n'))
    assert [one.code for one in seen.findings if one.is_fault] == ["field.malformed"]


@pytest.mark.parametrize("since", ["", ", since: 2026-11-25"])
def test_help_is_never_for_everybody(since: str, tmp_path: Path) -> None:
    """A day that has not come yet is found today, not on the day when it comes."""
    differs = f"{HELP}audiences: [本单位职工, {{name: 社会{since}}}]\n"
    codes = {one.code for one in checked(tmp_path, texts(differs)).findings}
    assert "notices.helped_in_public" in codes


@pytest.mark.parametrize(
    ("seats", "method", "wanted"),
    [(1, "差额", 2), (3, "差额", 4), (5, "差额", 6), (6, "差额", 8), (7, "差额", 9), (1, "等额", 1), (3, "等额", 3)],
)
def test_candidates_wanted(seats: int, method: str, wanted: int, tmp_path: Path) -> None:
    """A fifth more than the seats, rounded up and at least one more; as many as seats where it is 等额."""
    differs = f"{ELECTION}seats: [{{post: 委员, count: {seats}, method: {method}}}]\n"
    (ballot,) = facts_of(tmp_path, differs).ballots
    assert ballot.wanted == wanted


def test_one_person_may_stand_for_two_posts(tmp_path: Path) -> None:
    """The secretary's candidate also stands for the committee; where there is one post only, nobody need say which."""
    two = "seats: [{post: 委员, count: 1}, {post: 书记, count: 1, method: 等额}]\n"
    persons = "persons: [{name: 周敏, stands_for: [委员, 书记]}, {name: 何静, stands_for: [委员]}]\n"
    facts = facts_of(tmp_path / "two", f"{ELECTION}{two}{persons}")
    assert [ballot.candidates for ballot in facts.ballots] == [2, 1]
    one = "seats: [{post: 委员, count: 1}]\npersons: [{name: 周敏}, {name: 何静}]\n"
    assert [ballot.candidates for ballot in facts_of(tmp_path / "one", f"{ELECTION}{one}").ballots] == [2]


def test_only_candidates_lead_on(tmp_path: Path) -> None:
    """After candidates an election is expected and its absence said; accounts lead to nothing further."""
    done = "persons: [{name: 周敏, outcome: {result: 无异议, on: 2026-07-13}}]\n"
    assert facts_of(tmp_path / "one", ELECTION + done).gaps
    assert not facts_of(tmp_path / "two", "").gaps


def test_a_notice_that_names_nobody(tmp_path: Path) -> None:
    """On home it is called by its matter alone; its one outcome stands on its page."""
    home = pages(tmp_path / "open", f"{OPEN}outcome:\nreceived:\n")["index.html"]
    assert ">党费收支公示</a>" in home
    page = pages(tmp_path / "over", "")[f"{NAME}.html"]
    assert "结论：<strong>无异议</strong>" in page
    assert "3135.70 元" in page


def test_its_missing_outcome_is_one(tmp_path: Path) -> None:
    """Without persons the matter itself is waited for."""
    (finding,) = checked(tmp_path, texts("outcome:\n")).findings
    assert finding.code == "publicity.outcome_missing"
    assert "还有 1 个公示结果没有写" in finding.words


def test_accounts_need_no_period(tmp_path: Path) -> None:
    """Yearly figures may be told without asking for objections; then no page says how to object."""
    differs = "period:\noutcome:\nreceived:\n"
    assert not checked(tmp_path / "one", texts(differs)).findings
    assert "怎样反映意见" not in pages(tmp_path / "two", differs)[f"{NAME}.html"]


def test_how_somebody_is_helped_is_for_members(tmp_path: Path) -> None:
    """Staff read the name, which is what they may object to; members also read the help."""
    staff = pages(tmp_path / "one", HELP, "本单位职工")[f"{NAME}.html"]
    assert "李思源" in staff
    assert "每月走访" not in staff
    assert "每月走访" in pages(tmp_path / "two", HELP)[f"{NAME}.html"]
