"""Pages that do not come from records: lapses, all rules, the handbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment
from pydantic.fields import FieldInfo

from gongkai import check
from gongkai.check.sources import nature
from gongkai.derive.requirements import legend
from gongkai.findings import Finding, RuleText, rule_text
from gongkai.kinds import Kind
from gongkai.load.approval import Approval
from gongkai.load.branch import Branch
from gongkai.load.catalogue import Catalogue
from gongkai.load.part import Part, choices, inner_model
from gongkai.load.scheme import Scheme
from gongkai.render import figures
from gongkai.render.brief import Brief
from gongkai.render.contents import with_contents
from gongkai.render.handbook import CHAPTERS, chapter
from gongkai.render.matter import Link, link
from gongkai.render.site import Page


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """A lapse in the list, with its record where there is one."""

    finding: Finding
    link: Link | None


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """One field of a model, for the manual."""

    name: str
    title: str
    sentence: str
    required: bool
    depth: int


def lapses(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Page:
    """偏差清单: every lapse these readers may know of under its rule, with its explanation."""
    groups = grouped(brief.lapses, brief, kinds, "")
    body = templates.get_template("lapses.html.jinja").render(groups=groups, off=brief.world.register.branch.rules_off)
    return Page(address="lapses.html", title="偏差清单", body=with_contents(body), active="lapses.html")


Groups = list[tuple[RuleText, tuple[Lapse, ...]]]


def grouped(told: Iterable[Finding], brief: Brief, kinds: Mapping[str, Kind], root: str) -> Groups:
    """Lapses under their rules, in the order of the rules, for a page that lies `root` away from the site's root."""
    found: dict[str, list[Lapse]] = {}
    for finding in told:
        record = brief.shown.get(finding.record)
        found.setdefault(finding.code, []).append(
            Lapse(finding=finding, link=link(record, kinds, root) if record else None)
        )
    return [(rule, tuple(found[rule.code])) for rule in _rules(kinds) if rule.code in found]


def _rules(kinds: Mapping[str, Kind]) -> list[RuleText]:
    return [rule_text(rule, check.code_of(rule)) for rule in check.all_rules(kinds)]


def pages(kinds: Mapping[str, Kind], templates: Environment, branch: Branch) -> list[Page]:
    """Rules and handbook: made from the package, the same for every branch but for the figures that it has written."""
    faults = frozenset(check.code_of(rule) for rule in check.all_rules(kinds) if check.is_fault(rule))
    told = tuple(figures.rows(check.all_figures(kinds), branch))
    body = templates.get_template("rules.html.jinja").render(
        families=_families(_rules(kinds), kinds),
        faults=faults,
        figures=told,
        anchors={row.name: row.anchor for row in told},
        legend=legend(asked.grade for asked in check.all_figures(kinds)),
    )
    return [
        Page(address="rules.html", title="检查规则", body=with_contents(body), active="rules.html"),
        *(_handbook(name, title, kinds, templates) for name, title in CHAPTERS),
    ]


FAMILIES: Final = {
    "file": "文件位置",
    "yaml": "文件写法",
    "field": "填写内容",
    "branch": "支部设置",
    "catalogue": "公开目录",
    "head": "公共信息",
    "dates": "日期",
    "identity": "索引号",
    "references": "相互引用",
    "approvals": "审批",
    "history": "变更",
    "base": "基础数据",
    "attachments": "附件",
    "privacy": "个人信息",
    "names": "姓名用字",
    "publicity": "各类公示",
}


def _families(rules: list[RuleText], kinds: Mapping[str, Kind]) -> list[tuple[str, str, list[tuple[RuleText, str]]]]:
    """Rules, each with its nature, under the first half of their code, in the order given."""
    titles = {**FAMILIES, **{kind.name: kind.title for kind in kinds.values()}}
    found: dict[str, list[tuple[RuleText, str]]] = {}
    for rule in rules:
        found.setdefault(rule.code.split(".")[0], []).append((rule, nature(rule)))
    return [(name, titles[name], those) for name, those in found.items()]


def _handbook(name: str, title: str, kinds: Mapping[str, Kind], templates: Environment) -> Page:
    """A chapter of our own Markdown; the manual for writing ends with every field of every model."""
    tables = [(kind.title, kind.name, list(fields(kind.model))) for kind in kinds.values()] if name == "writing" else []
    if name == "writing":
        others = (
            ("审批表", "approvals", Approval),
            ("支部设置", "branch", Branch),
            ("公开目录", "catalogue", Catalogue),
            ("考核细则", "schemes", Scheme),
        )
        tables += [(title_, name_, list(fields(model))) for title_, name_, model in others]
    body = templates.get_template("handbook.html.jinja").render(text=chapter(name), tables=tables)
    return Page(address=f"{name}.html", title=title, body=with_contents(body), active=f"{name}.html")


def _sentence(field: FieldInfo) -> str:
    """What the model says of the field, and its words where they are a closed list."""
    words = choices(field.annotation)
    return f"{field.description or ''}{'只能写：' + '、'.join(words) + '。' if words else ''}"


def fields(model: type[Part], depth: int = 0) -> list[FieldRow]:
    """Every field with its parts below it."""
    rows = []
    for name, field in model.model_fields.items():
        rows.append(
            FieldRow(
                name=name,
                title=field.title or name,
                sentence=_sentence(field),
                required=field.is_required(),
                depth=depth,
            )
        )
        inner = inner_model(field.annotation)
        if inner is not None and issubclass(inner, Part):
            rows += fields(inner, depth + 1)
    return rows
