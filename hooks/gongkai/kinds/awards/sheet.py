"""What a notice of an award, or the decision, says on its official sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.days import chinese_date
from gongkai.derive.sheet import Section, Sheet, names_of, objections_section, period_section, persons
from gongkai.kinds.awards.facts import AwardFacts
from gongkai.kinds.awards.model import Award, Decision, Nominee, Stage
from gongkai.load.branch import Branch

NOMINEES: Final[Mapping[Stage, str]] = {"推荐对象公示": "推荐对象", "拟表彰公示": "拟表彰对象", "表彰决定": "表彰对象"}
NOT_IN_LISTS: Final = ("sort", "award", "deeds")


def sheet(record: Award, facts: AwardFacts, branch: Branch) -> Sheet:
    """A decision of the branch's own commends; one of another body is made known; a notice asks for objections."""
    if record.decision is None:
        return _notice(record, facts)
    own = record.honour.granted_by == branch.name
    lead = _decided if own else _made_known
    return Sheet(
        lead=lead(record, record.decision),
        sections=tuple(_lists(record)),
        closing="特此决定。" if own else "特此公布。",
        # What another body decided is signed by the branch on the day on which the branch made it known.
        signed_on=record.decision.on if own else record.published_on or record.made_on,
        number=(own and record.decision.document) or "",
    )


def _notice(record: Award, facts: AwardFacts) -> Sheet:
    sections = [*_lists(record), *_selection(record)]
    if record.period and facts.period:
        sections += [period_section(record.period, facts.period), objections_section(facts.objections)]
    what = NOMINEES[record.stage]
    honour = record.honour
    return Sheet(
        lead=f"{_basis(record)}现将{honour.year}年“{honour.title}”{what}公示如下。授予机关为{honour.granted_by}。",
        sections=tuple(sections),
        closing="特此公示。",
        signed_on=record.made_on,
    )


def _decided(record: Award, decision: Decision) -> str:
    return f"{_basis(record)}决定授予下列对象{_title(record)}{_until(decision)}。"


def _made_known(record: Award, decision: Decision) -> str:
    number = f"（{decision.document}）" if decision.document else ""
    by = f"{record.honour.granted_by}{chinese_date(decision.on)}决定{number}"
    return f"{_basis(record)}{by}，授予下列对象{_title(record)}{_until(decision)}，现予公布。"


def _title(record: Award) -> str:
    return f"{record.honour.year}年“{record.honour.title}”称号"


def _until(decision: Decision) -> str:
    return f"，有效期至{chinese_date(decision.valid_until)}" if decision.valid_until else ""


def _basis(record: Award) -> str:
    return f"根据{'、'.join(record.honour.basis)}，" if record.honour.basis else ""


def _lists(record: Award) -> Iterator[Section]:
    """The nominees under their titles, then their deeds."""
    for title, nominees in record.groups:
        yield persons(nominees, title, {}, *NOT_IN_LISTS)
    with_deeds = [one for one in record.nominees if one.deeds]
    if with_deeds:
        yield Section(title="主要事迹", lines=tuple(line for one in with_deeds for line in _deeds(one)))


def _deeds(one: Nominee) -> list[str]:
    first, *more = (one.deeds or "").splitlines()
    return [f"{names_of([one])[0]}：{first}", *more]


def _selection(record: Award) -> Iterator[Section]:
    selection = record.selection
    if selection is None:
        return
    steps = (f"{chinese_date(step.on)}{step.what}" if step.on else step.what for step in selection.steps)
    figures = (
        f"名额{selection.quota}个" if selection.quota is not None else "",
        f"推荐{selection.nominated}个" if selection.nominated is not None else "",
    )
    said = ["；".join(steps), "，".join(figure for figure in figures if figure)]
    if any(said):
        yield Section(title="评选经过", text="".join(f"{words}。" for words in said if words))
