"""A pytest plugin: with GONGKAI_NEED_BROWSER=1 a skipped test of browser, paper or server has failed: none is lost."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

MARKS = ("browser", "pango", "nginx")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turns the report of a skipped test with one of the marks into a failure that still gives the reason."""
    report = yield
    needed = os.environ.get("GONGKAI_NEED_BROWSER") == "1" and any(map(item.get_closest_marker, MARKS))
    if needed and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"no skipping here (GONGKAI_NEED_BROWSER=1), but: {report.longreprtext}"
    return report
