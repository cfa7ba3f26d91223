"""Accounts: exact sums, money for one purpose, members in counts, span after span."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import pipeline
from gongkai.kinds.accounts.facts import AccountFacts, total
from gongkai.kinds.accounts.model import Entry
from gongkai.pipeline import Checked, Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

NAME = "accounts/2026/one"
BARE = "earmarked:\nincome:\nspending:\nincome_total:\nspending_total:\ndues:\naudit:\n"
SECOND = """index: JG1/2026-0032
title: 2025年下半年党费收支
covers: 2025-H2
made_on: 2026-01-05
published_on: 2026-01-05
period:
outcome:
received:
audit:
"""


def texts(differs: str, more: str | None = None) -> Texts:
    """One approved record that differs from the sample in these keys, and another one before it."""
    laid: Texts = {f"{NAME}.yaml": overlaid(plain("accounts"), differs), "approvals/2026/one.yaml": form(NAME)}
    if more is not None:
        laid["accounts/2026/before.yaml"] = overlaid(plain("accounts"), SECOND + more)
        laid["approvals/2026/before.yaml"] = form("accounts/2026/before")
    return laid


def facts_of(root: Path, differs: str) -> AccountFacts:
    """What follows from it."""
    facts = checked(root, texts(differs)).facts[NAME]
    assert isinstance(facts, AccountFacts)
    return facts


def codes(seen: Checked) -> list[str]:
    """Of all that was found."""
    return sorted(one.code for one in seen.findings)


@given(st.lists(st.integers(0, 10**15), max_size=30))
def test_sums_are_exact(ten_thousandths: list[int]) -> None:
    """Whatever the amounts, no fen is lost: the sum is that of whole ten-thousandths of a yuan."""
    entries = [Entry(item="一项", amount=f"{one // 10000}.{one % 10000:04d}") for one in ten_thousandths]
    assert total(entries) * 10000 == sum(ten_thousandths)


def test_accounts_follow_from_their_lines(tmp_path: Path) -> None:
    """Totals, balance, shares, what is left for a purpose and who paid, as anyone can add them up."""
    facts = facts_of(tmp_path, "")
    assert (facts.income, facts.spending) == (Decimal("5763.20"), Decimal("6478.00"))
    assert (str(facts.closing), facts.shares) == ("605.70", ("75.0%", "15.4%", "9.5%"))
    (purpose,) = facts.purposes
    assert [str(one) for one in (purpose.opening, purpose.income, purpose.spending, purpose.left)] == [
        "300.00",
        "900.00",
        "1000.00",
        "200.00",
    ]
    assert facts.dues is not None
    assert (facts.dues.arrears, facts.dues.percent) == (0, "100.0%")


def test_nothing_spent_has_no_shares(tmp_path: Path) -> None:
    """Without spending nothing is divided by nothing."""
    assert facts_of(tmp_path, f"{BARE}spending: [{{item: 无, amount: 0}}]\nclosing: 1320.50\n").shares == ("",)


def test_a_wrong_balance_names_both_figures(tmp_path: Path) -> None:
    """The clerk reads what was written, what follows, and how."""
    differs = f"{BARE}opening: 100.00\nincome: [{{item: 利息, amount: 0.10}}]\nclosing: 100.20\n"
    (finding,) = checked(tmp_path, texts(differs)).findings
    assert finding.is_fault
    assert (finding.found, finding.expected) == ("100.20", "100.10")
    assert "100.20 元" in finding.words
    assert "100.00 + 0.10 - 0.00" in finding.words


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("100.20", ["accounts.total_differs"]),
        ("100.10", ["accounts.total_differs"]),
        ("100.30", ["accounts.closing_differs", "accounts.total_differs"]),
    ],
)
def test_a_wrong_total_is_told_once(closing: str, expected: list[str], tmp_path: Path) -> None:
    """A balance that follows from the wrong total adds nothing; one that follows from neither does."""
    lines = f"{BARE}opening: 100.00\nincome: [{{item: 利息, amount: 0.10}}]\nincome_total: 0.20\nclosing: {closing}\n"
    assert codes(checked(tmp_path, texts(lines))) == expected


def test_amounts_below_zero(tmp_path: Path) -> None:
    """A deficit that was carried over and a refund are added up like anything else, and leave no share unsaid."""
    lines = "[{item: 培训费, amount: 105.00}, {item: 退款, amount: -5.00}]"
    differs = f"{BARE}fund: 党建经费\nopening: -20.00\nspending: {lines}\nspending_total: 100.00\nclosing: -120.00\n"
    seen = checked(tmp_path, texts(differs))
    assert not seen.findings
    facts = seen.facts[NAME]
    assert isinstance(facts, AccountFacts)
    assert facts.shares == ("105.0%", "-5.0%")


@pytest.mark.parametrize("written", ["--5.00", "-", "+5.00", "- 5", "-05.00", "5.", "－5.00"])
def test_other_signs_are_no_amount(written: str, tmp_path: Path) -> None:
    """One minus before the figures, and nothing else."""
    seen = checked(tmp_path, texts(f'opening: "{written}"\n'))
    assert "field.malformed" in codes(seen)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param("", ["accounts.opening_differs"], id="other than the one before left"),
        pytest.param("type: 预算\ndues:\n", [], id="a plan leaves nothing"),
        pytest.param("fund: 关爱基金\ndues:\n", [], id="another fund"),
        pytest.param("until: 2025-09-30\n", [], id="only to its third quarter"),
        pytest.param("published_on: 2027-01-05\n", [], id="not public yet"),
    ],
)
def test_a_span_begins_with_what_the_one_before_left(more: str, expected: list[str], tmp_path: Path) -> None:
    """Only public accounts of the same fund whose last day is the day before count as the ones before."""
    seen = checked(tmp_path, texts("opening: 1000.00\nclosing: 285.20\n", more))
    assert [code for code in codes(seen) if code in ("accounts.opening_differs", "accounts.span_twice")] == expected
    for one in seen.findings:
        if one.code == "accounts.opening_differs":
            assert "1000.00 元" in one.words
            assert "605.70 元" in one.words
            assert one.speaks_of == ("accounts/2026/before",)


def test_the_same_balance_is_carried_over_in_silence(tmp_path: Path) -> None:
    """605.70 was left, and 605.7 is what the next span begins with: one amount, however it is written."""
    seen = checked(
        tmp_path, texts(f"{BARE}opening: 605.7\nincome: [{{item: 利息, amount: 1}}]\nclosing: 606.7\n", "audit:\n")
    )
    assert "accounts.opening_differs" not in codes(seen)


def test_money_for_one_purpose_has_to_be_there(tmp_path: Path) -> None:
    """200 are left for one purpose, so no less may be left in all; a purpose that is overdrawn asks for nothing."""
    given = "earmarked: [{purpose: 慰问, opening: 200.00}]\n"
    spent = "spending: [{item: 会议, amount: 150.00}]\nfund: 党建经费\n"
    short = checked(tmp_path / "short", texts(f"{BARE}{given}{spent}opening: 300.00\nclosing: 150.00\n"))
    assert codes(short) == ["accounts.earmarked_short"]
    over = "spending: [{item: 慰问金, amount: 250.00, purpose: 慰问}]\nfund: 党建经费\n"
    assert not checked(tmp_path / "over", texts(f"{BARE}{given}{over}opening: 300.00\nclosing: 50.00\n")).findings


def test_accounts_need_no_period_and_lead_to_nothing(tmp_path: Path) -> None:
    """Figures may be told without asking for objections; then no page says how to object, and no gap is told."""
    lay(tmp_path, texts("period:\noutcome:\nreceived:\n"))
    outcome = pipeline.build(Settings(root=tmp_path), AS_OF)
    assert outcome.site is not None, outcome.findings
    body = next(page.body for page in outcome.site.pages if page.address == f"{NAME}.html")
    assert "怎样反映意见" not in body
    assert 'id="thread"' not in body
    home = next(page.body for page in outcome.site.pages if page.address == "index.html")
    assert "党费结余 <strong>605.70</strong> 元" in home


def test_arrears_are_a_number(tmp_path: Path) -> None:
    """Who has not paid has no field; one who is exempt owes nothing."""
    (finding,) = checked(tmp_path, texts("dues: {due: 32, paid: 29, exempt: 1}\n")).findings
    assert (finding.code, finding.found) == ("accounts.dues_in_arrears", "欠交 2 人")


def test_who_decided_is_missed_but_no_rule_is_broken(tmp_path: Path) -> None:
    """Real notices of dues do not say it: a gap, which names the lines; what goes to the superior needs no decision."""
    spent = "spending: [{item: 上缴, amount: 10, to_superior: 是}, {item: 慰问, amount: 5}, {item: 购书, amount: 1}]\n"
    seen = checked(tmp_path, texts(f"{BARE}opening: 16\n{spent}closing: 0\n"))
    assert not seen.findings
    assert seen.facts[NAME].gaps == ("使用党费由谁集体决定：慰问、购书还没有写明",)
