"""Everything that may go wrong, before MkDocs empties the site's folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from gongkai.engine import content, links, troubles
from gongkai.engine.appearance import entitle
from gongkai.engine.faults import in_terminal, in_the_way
from gongkai.engine.pages import Bodies, listed
from gongkai.engine.state import recall, remember, settled
from gongkai.findings import Finding, Place, faults
from gongkai.render.site import Outcome, Site

log = logging.getLogger("mkdocs.gongkai")


def prepare(config: MkDocsConfig, make: Callable[[], Outcome]) -> None:
    """Run the pipeline and remember what it gives. Abort (exit 1) with the list of faults, except in a preview."""
    build = recall(config)
    outcome = complete(config, attempt(make), {asset.address for asset in build.assets})
    for sentence in outcome.left_out:
        log.info(sentence)
    if outcome.site is None:
        if not build.preview:
            raise Abort(in_the_way(outcome) if settled(config) else in_terminal(outcome))
        log.info("\n%s", in_terminal(outcome))
    else:
        entitle(config, outcome.site.title)
    remember(config, replace(build, site=outcome.site, findings=outcome.findings))


def attempt(make: Callable[[], Outcome]) -> Outcome:
    """The pipeline's outcome; a template that fails or a file that vanishes is an outcome without a site, too."""
    try:
        return make()
    except (jinja2.TemplateError, OSError, MkDocsException) as error:
        return Outcome(site=None, findings=(told(error),))


def told(error: Exception) -> Finding:
    """A failure that is expected to happen, as a finding with a place."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = Place(error.name or error.filename or "template", error.lineno)
        return troubles.template(place, f"页面模板有语法错误：{error.message}")
    if isinstance(error, jinja2.TemplateError):
        return troubles.template(Place(_template(error)), f"页面模板无法使用：{error}")
    if isinstance(error, OSError):
        place = Place(str(error.filename or "?"))
        return troubles.file(place, f"文件无法读取：{error.strerror or error}")
    return troubles.settings(Place("mkdocs.yml"), str(error))


def complete(config: MkDocsConfig, outcome: Outcome, assets: set[str]) -> Outcome:
    """The outcome with what stands in `content/` added; without a site where that, or a link, is at fault."""
    written = content.handwritten(config)
    bad = list(content.unreadable(written, config))
    if bad or outcome.site is None:
        return replace(outcome, site=None, findings=(*outcome.findings, *bad))
    said = content.home_text(written)
    site = content.with_home_text(outcome.site, said)
    others = (
        assets
        | {file.dest_uri for file in written}
        | {made.address for those in (site.attachments, site.data_files) for made in those}
    )
    bad = [*content.in_the_way(written, site, config), *_misplaced(site, others), *_lost(site, others, said)]
    return replace(outcome, site=None if faults(bad) else site, findings=(*outcome.findings, *bad))


def _misplaced(site: Site, others: set[str]) -> Iterator[Finding]:
    """Pages given twice or written elsewhere, entries without a page: mistakes of the program, said aloud."""
    pages = {page.address: page for page in site.pages}
    for page in site.pages:
        if not links.is_inside(page.address):
            yield troubles.mistake(Place(page.address), "页面地址不规范，会写到网站文件夹之外")
        if pages[page.address] is not page:
            yield troubles.mistake(Place(page.address), "同一地址有两个页面")
    entries = {entry.address for entry in listed(site.navigation)}
    for address in sorted(entries - pages.keys() - others):
        yield troubles.mistake(Place(address), "导航指向的页面不存在")
    for page in site.pages:
        if page.active and page.active not in entries:
            yield troubles.mistake(Place(page.address), f"页面所属的导航项 {page.active} 不存在")


def _lost(site: Site, others: set[str], said: str) -> Iterator[Finding]:
    """Links that lead nowhere: the clerk's in the words of the home page, ours everywhere else."""
    for address, link in links.broken(Bodies(site), others):
        if address == content.HOME and f'"{link}"' in said:
            yield troubles.home_link(Place("content/index.md"), link)
        else:
            yield troubles.mistake(Place(address), f"页面中的链接“{link}”没有去处")


def _template(error: jinja2.TemplateError) -> str:
    """The innermost template file in the traceback: Jinja rewrites it to the template's own lines."""
    place, trace = "template", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".jinja", ".html")):
            place = name
        trace = trace.tb_next
    return place
