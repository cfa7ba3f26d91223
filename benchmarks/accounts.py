"""Made-up accounts: dues and funds of a half-year, with every line."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from benchmarks.drawing import AS_OF, MONDAY, Draw, Matter, next_weekday

FUNDS = {"党费": "党费收缴和使用", "党建经费": "党组织工作经费使用", "关爱基金": "党内关爱基金收支"}


def account(first: date, serial: int, draw: Draw) -> Matter:
    """One account, open to objection for a week and a half."""
    fund = draw.random.choice(sorted(FUNDS))
    begins = next_weekday(first, MONDAY)
    ends = begins + timedelta(days=draw.number(8, 11))
    made = begins - timedelta(days=4)
    half = f"{made.year}-H1" if made.month > 6 else f"{made.year - 1}-H2"
    income, spending = entries(draw, 3), entries(draw, 7)
    opening = sum((amount for _, amount in spending), Decimal("120.50"))
    income_total, spending_total = (sum((amount for _, amount in part), Decimal(0)) for part in (income, spending))
    lines = [
        f"covers: {half}",
        f"fund: {fund}",
        "body: |-",
        *(f"  {draw.prose(100)}" for _ in range(3)),
        *("period:", f"  first: {begins}", f"  last: {ends}", "  unit: 日", f"  length: {(ends - begins).days + 1}"),
        *("basis:", f"  - 关于做好{made.year}年党务公开工作的通知（示例党〔{made.year}〕{draw.number(1, 90)}号）"),
        f"opening: {opening}",
        *("income:", *(line for item, amount in income for line in entry(item, amount))),
        *("spending:", *(line for item, amount in spending for line in entry(item, amount))),
        *(f"income_total: {income_total}", f"spending_total: {spending_total}"),
        f"closing: {opening + income_total - spending_total}",
    ]
    if ends < AS_OF:
        lines += ["outcome:", "  result: 无异议", f'  "on": {ends + timedelta(days=1)}']
        lines += ["received:", "  signed: 0", "  anonymous: 0", "  handled_by: 支部委员会"]
    lines.append(f"keywords: [党务公开, {draw.one('主题词')}]")
    span = f"{half[:4]}年{'上' if half.endswith('1') else '下'}半年"
    title = f"{span}{FUNDS[fund]}情况公示（第 {serial} 号）"
    return Matter("accounts", made, begins - timedelta(days=3), title, lines)


def entries(draw: Draw, most: int) -> list[tuple[str, Decimal]]:
    """Lines of an account with their amounts in yuan."""
    return [(draw.clause(), Decimal(draw.number(2000, 400000)) / 100) for _ in range(draw.number(2, most))]


def entry(item: str, amount: Decimal) -> tuple[str, str]:
    """One line of income or spending."""
    return f"  - item: {item}", f"    amount: {amount:.2f}"
