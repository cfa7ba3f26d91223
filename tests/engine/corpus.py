"""A small branch without a pipeline: pages with awkward titles, a navigation, an attachment; faults on demand."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from pathlib import Path

import jinja2

from gongkai.findings import Finding, Place
from gongkai.render.site import Attachment, Entry, Outcome, Page, Site

TITLES = (
    "九月支部党员大会",
    "<script>alert(1)</script> & \"引号\" '单引号'",
    "</title><b>粗体",
    "  前后  有空格  ",
    "“中文引号”与《书名号》——破折号…",
    "很长的标题" * 60,
    "a &amp; b &#39; 100%",
    "行\t制表\n换行",
)
HOOK = """
from pathlib import Path
from engine.corpus import make
from gongkai.engine.before import prepare
from gongkai.engine.events import (
    on_config, on_env, on_files, on_nav, on_post_build, on_post_page, on_post_template, on_serve,
)

def on_pre_build(config):
    prepare(config, lambda: make(Path(config.config_file_path).parent))
"""
SETTINGS = """
site_name: 某支部
docs_dir: content
theme: {name: material}
plugins: []
hooks: [hook.py]
"""


def branch(root: Path, records: int = 3, settings: str = "") -> Path:
    """A branch's folder with so many records a year, ready for `mkdocs build`."""
    (root / "content").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS + settings, encoding="utf-8")
    (root / "hook.py").write_text(HOOK, encoding="utf-8")
    (root / "content/about.md").write_text("# 关于本站\n\n## 联系方式\n\n[首页](index.md)\n", encoding="utf-8")
    (root / "content/index.md").write_text("# 首页\n\n欢迎，见[关于](about.md)。\n", encoding="utf-8")
    (root / "data/list.pdf").write_bytes(b"%PDF-1.4")
    (root / "data/records.txt").write_text(str(records), encoding="utf-8")
    return root


def make(root: Path) -> Outcome:
    """What a pipeline would give. A text file beginning with `坏` is a fault; `data/page.jinja` is rendered."""
    found = [_fault(root, path) for path in sorted((root / "data").glob("*.txt")) if _is_bad(path)]
    if found:
        return Outcome(site=None, findings=tuple(found))
    if (root / "data/page.jinja").exists():
        env = jinja2.Environment(loader=jinja2.FileSystemLoader(root / "data"), undefined=jinja2.StrictUndefined)  # noqa: S701 - the text comes from the test
        env.get_template("page.jinja").render()
    site = _site(root, int((root / "data/records.txt").read_text(encoding="utf-8")))
    return Outcome(site=site, findings=(), left_out=("1 项草稿未列入",))


def _is_bad(path: Path) -> bool:
    return path.read_text(encoding="utf-8").startswith("坏")


def _fault(root: Path, path: Path) -> Finding:
    place = Place(path.relative_to(root).as_posix(), 3, 5)
    return Finding(place=place, code="test.bad", words=f"“{path.name}”写<坏>了。", cure="请改好")


def _site(root: Path, records: int) -> Site:
    kinds = (("meetings", "会议 <记录>"), ("notices", "公示"))
    pages = [
        Page(address="index.html", title="首页", body=_body("首页", '<p><a href="meetings/index.html">会议</a></p>'))
    ]
    for kind, title in kinds:
        pages.append(Page(address=f"{kind}/index.html", title=title, body=_body(title, "")))
        for year in ("2025", "2026"):
            pages.extend(_year(kind, year, records))
    return Site(
        as_of=date(2026, 11, 20),
        title='某支部 <党务公开> & "其他"',
        pages=tuple(pages),
        navigation=(
            Entry(title="首页", address="index.html"),
            *(Entry(title=title, address=f"{kind}/index.html", entries=_years(kind)) for kind, title in kinds),
            Entry(title="关于", address="about.html"),
        ),
        attachments=(Attachment(address="meetings/2026/files/list.pdf", file=root / "data/list.pdf"),),
    )


def _years(kind: str) -> tuple[Entry, ...]:
    return tuple(Entry(title=f"{year} 年", address=f"{kind}/{year}/index.html") for year in ("2025", "2026"))


def _year(kind: str, year: str, records: int) -> list[Page]:
    index = f"{kind}/{year}/index.html"
    links = "".join(f'<li><a href="{n:04}.html#one">{n}</a></li>' for n in range(records))
    return [
        Page(address=index, title=f"{year} 年", body=_body(f"{year} 年", f"<ul>{links}</ul>")),
        *(_record(f"{kind}/{year}/{n:04}", n, index) for n in range(records)),
    ]


def _record(name: str, number: int, index: str) -> Page:
    title = TITLES[number % len(TITLES)]
    text = "".join(f"<p>第{row}条：支部党员大会讨论并表决通过有关事项。</p>\n" for row in range(60))
    pre = "<pre>\n    缩进\n\n\n        保留</pre>"
    body = _body(
        title, f'<nav><a href="#one">一</a> <a href="index.html">全年</a></nav>{text}<h2 id="one">一</h2>{pre}'
    )
    return Page(address=f"{name}.html", title=title, body=body, active=index, source=f"data/{name}.yaml")


def _body(title: str, rest: str) -> str:
    anchor = re.sub(r"\W", "", title)[:20]
    return f'<h1 id="{escape(anchor)}">{escape(title)}</h1>\n{rest}\n'
