"""Charts as parsed SVG: every figure is written, the description holds them all, no colour tells anything alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import pytest
from markupsafe import Markup

from gongkai.render.charts import BAR, FILLS, Point, column_chart, line_chart, parts_chart

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Some:
    """A figure."""

    label: str
    number: int
    under: str = ""

    @property
    def value(self) -> Decimal:
        return Decimal(self.number)

    @property
    def words(self) -> str:
        return f"{self.number} 项"


THREE = (Some("<一>", 3), Some("二", 0), Some("三", 9))
Chart = Callable[[Sequence[Point], str], Markup]


def parsed(chart: Markup) -> Element:
    """The drawing, as a browser reads it inside a page."""
    return fromstring(str(chart).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize("chart", [line_chart, column_chart, parts_chart])
def test_every_figure_is_written_and_described(chart: Chart) -> None:
    """Beside its mark and in the description, whose title names the chart; what data say is text and no markup."""
    drawing = parsed(chart(THREE, "兑现 & 逾期"))
    assert drawing.findtext(f"{SVG}title") == "兑现 & 逾期"
    assert drawing.findtext(f"{SVG}desc") == "<一> 3 项；二 0 项；三 9 项"
    written = " ".join(text.text or "" for text in drawing.iter(f"{SVG}text"))
    assert all(point.words in written and point.label in written for point in THREE)
    named = {element.get("id") for element in drawing.iter()}
    assert set((drawing.get("aria-labelledby") or "").split()) <= named


@pytest.mark.parametrize("chart", [column_chart, parts_chart])
@pytest.mark.parametrize("points", [(), (Some("一", 0),)])
def test_nothing_to_show_is_no_chart(chart: Chart, points: tuple[Some, ...]) -> None:
    """An empty drawing would say less than the sentence beside it."""
    assert chart(points, "各月") == ""


def test_columns_are_as_high_as_their_figures() -> None:
    """The highest fills the chart, a third of it a third, nothing nothing; all stand on one line."""
    columns = list(parsed(column_chart(THREE, "各月")).iter(f"{SVG}rect"))
    heights = [int(column.get("height") or "") for column in columns]
    assert heights == [heights[2] // 3, 0, heights[2]]
    assert len({int(one.get("y") or "") + height for one, height in zip(columns, heights, strict=True)}) == 1


def test_parts_fill_the_bar_each_with_a_hatch_of_its_own() -> None:
    """In their shares, without gap or overlap; the one of nothing stands only in the list below."""
    four = (Some("一", 1), Some("二", 2), Some("三", 0), Some("四", 4))
    drawing = parsed(parts_chart(four, "兑现", "x"))
    boxes = [box for box in drawing.iter(f"{SVG}rect") if box.get("y") == "4"]
    widths = [int(box.get("width") or "") for box in boxes]
    assert sum(widths) == BAR
    assert widths[0] * 3 < widths[2] <= widths[0] * 5
    assert [box.get("fill") for box in boxes] == [FILLS[0], FILLS[1], "url(#x-dotted)"]
    listed = [box.get("fill") for box in drawing.iter(f"{SVG}rect") if box.get("y") != "4"]
    assert len(set(listed)) == 4
    assert {fill[5:-1] for fill in listed if fill and fill.startswith("url")} <= {
        one.get("id") for one in drawing.iter()
    }
