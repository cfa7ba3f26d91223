"""《党务公开审批表》 filled in for print, in previews only: readers see who decided and when (decision 0017)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jinja2 import Environment

from gongkai.days import chinese_date
from gongkai.derive.sheet import day_range
from gongkai.load.approval import Approval, Referred, Reviewed, Verdict
from gongkai.load.notice import Notice
from gongkai.load.record import Disclosure
from gongkai.render.audience import open_to
from gongkai.render.brief import Brief
from gongkai.render.site import Page

FOLDER: Final = "approvals"
ACTIVE: Final = "inspection.html"
"""What the navigation shows as the current page: forms have no list of their own."""
CHECKS: Final = (("保密审查", "secrecy"), ("必要性审核", "necessity"), ("准确性审核", "accuracy"))


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What is to be published: content, scope, time and way (《中国共产党党务公开条例（试行）》第十五条)."""

    title: str
    index: str
    href: str
    scope: tuple[str, ...]
    times: tuple[str, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One box of the form: what was found, and by whom and on which day, or room to write it."""

    title: str
    lines: tuple[str, ...] = ()
    who: str
    """`审核人`; empty where nobody has to sign."""
    by: str
    signs: str
    """`签字` or `盖章`."""
    on: date | None


def pages(brief: Brief, templates: Environment) -> list[Page]:
    """A page for each form, and one to be filled in for each draft without a form; none outside a preview."""
    if not brief.preview:
        return []
    register = brief.world.register
    forms = [(form, covered) for form in register.approvals if (covered := _covered(form, brief))]
    drafts = [record for record in brief.shown.values() if record.address not in register.approvals_of]
    return [
        *(_page(brief, templates, form, covered) for form, covered in forms),
        *(_page(brief, templates, None, [record]) for record in drafts),
    ]


def _page(brief: Brief, templates: Environment, form: Approval | None, covered: list[Disclosure]) -> Page:
    body = templates.get_template("form.html.jinja").render(
        branch=brief.world.register.branch.name,
        form=form,
        matters=[_matter(record, brief) for record in covered],
        steps=tuple(_steps(form)),
    )
    return Page(
        address=f"{form.address if form else address_of(covered[0], brief)}.html",
        title="党务公开审批表",
        body=body,
        active=ACTIVE,
        source=form.file if form else covered[0].file,
    )


def address_of(record: Disclosure, brief: Brief) -> str:
    """Of the newest form that covers the record, or of the one to be filled in; without suffix."""
    forms = brief.world.register.approvals_of.get(record.address, ())
    return forms[-1].address if forms else f"{FOLDER}/drafts/{record.address.replace('/', '-')}"


def _covered(form: Approval, brief: Brief) -> list[Disclosure]:
    """What these readers may see of it, in the order of the form."""
    found = (brief.world.register.by_name.get(name) for name in form.records)
    return [brief.shown[one.address] for one in found if one and one.address in brief.shown]


def _matter(record: Disclosure, brief: Brief) -> Matter:
    return Matter(
        title=record.title,
        index=record.index or "",
        href=f"../../{record.address}.html",
        scope=open_to(record, brief.facts[record.address].head.audiences, brief.world.register.branch),
        times=tuple(_times(record)),
        ways=("党务公开网站", *(f"张贴：{one.place}" for one in record.posted)),
    )


def _times(record: Disclosure) -> Iterator[str]:
    if record.published_on:
        yield f"{chinese_date(record.published_on)}公开"
    if isinstance(record, Notice) and record.period:
        yield f"公示期{day_range(record.period.first, record.period.last)}"


def _steps(form: Approval | None) -> Iterator[Step]:
    """提出, 审核, 审批 and 报批: what the form says, or room for it."""
    proposed, reviewed, approved, referred = (
        (form.proposed, form.reviewed, form.approved, form.referred) if form else (None,) * 4
    )
    yield _step("提出", "提出人", (proposed.by, proposed.on) if proposed else None)
    yield _step("审核", "审核人", (reviewed.by, reviewed.on) if reviewed else None, *_checks(reviewed))
    signed = f"（{approved.name}）" if approved and approved.name else ""
    yield _step("审批", "审批人", (f"{approved.by}{signed}", approved.on) if approved else None)
    yield _referral(form, referred)


def _referral(form: Approval | None, referred: Referred | None) -> Step:
    """Nobody signs where the branch has the power itself."""
    line = f"超出本支部权限：{_boxes('是', '否', form.beyond_powers if form else None)}"
    number = (f"批准文号：{referred.document}",) if referred and referred.document else ()
    needed = form is None or form.beyond_powers or referred is not None
    step = _step("报批", "批准机关" if needed else "", (referred.to, referred.on) if referred else None, line, *number)
    return replace(step, signs="盖章")


def _step(title: str, who: str, taken: tuple[str, date] | None, *lines: str) -> Step:
    by, on = taken or ("", None)
    return Step(title=title, lines=lines, who=who, by=by, signs="签字", on=on)


def _checks(reviewed: Reviewed | None) -> Iterator[str]:
    for name, field in CHECKS:
        verdict: Verdict | None = getattr(reviewed, field) if reviewed else None
        yield f"{name}：{_boxes('通过', '不通过', verdict == '通过' if verdict else None)}"
    yield f"附件检查：{'■' if reviewed and reviewed.attachments else '□'}已人工检查"


def _boxes(first: str, second: str, is_first: bool | None) -> str:
    """`■通过　□不通过`; both empty while nobody has decided."""
    return f"{'■' if is_first else '□'}{first}　{'■' if is_first is False else '□'}{second}"
