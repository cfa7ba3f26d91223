"""Pictures of the sample branch's site as it was built, to be looked at: screens in both schemes, and sheets of paper.

make pictures            all of them into pictures/
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from browser import ARGUMENTS, CHROMIUM
from gongkai.kinds import kinds

WIDTHS: Final = (390, 1280)
SCHEMES: Final = ("light", "dark")
BOOKS: Final = ("books/2026.html", "books/2026-archive.html")
SCREENS: Final = (
    "index.html",
    *(f"{kind}/index.html" for kind in kinds()),
    "meetings/2026/2026-01-members.html",
    "development/2026/2026-11-activists.html",
    "pipeline/2026/2026-h1.html",
    "commitments/2026/2026-members.html",
    "appraisals/2026/2025-members.html",
    "grades/2026/2026-q3.html",
    "awards/2026/2026-07-decision.html",
    "accounts/2026/2026-07-dues.html",
    "elections/2024/2024-06-committee.html",
    "opinions/2026/2026-06-rota.html",
    "reports/2026/2026-01-training.html",
    "reports/2026/2026-11-areas.html",
    "search.html?q=发展党员",
    "inspection.html",
    "inspection/2026.html",
    *BOOKS,
    "changes.html",
    "lapses.html",
    "inspecting.html",
    "withdrawing.html",
    "operating.html",
)
SHEETS: Final = (*(address for address in SCREENS if address.count("/") == 2), *BOOKS)


def main() -> None:
    """Take them all, from the site and into the folder named on the command line."""
    site, out = (Path(folder).absolute() for folder in sys.argv[1:])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        for width, scheme in product(WIDTHS, SCHEMES):
            _screens(browser, site, out, (width, scheme))
        for address in SHEETS:
            _sheets(browser, site, out, address)
        browser.close()
    print(f"{len(list(out.iterdir()))} 张图片：{out}")


def _screens(browser: Browser, site: Path, out: Path, look: tuple[int, str]) -> None:
    width, scheme = look
    page = browser.new_page(
        viewport={"width": width, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    for address in SCREENS:
        file, _, query = address.partition("?")
        page.goto((site / file).as_uri() + (f"?{query}" if query else ""))
        page.wait_for_timeout(300)
        page.screenshot(path=out / f"{_name(file)}-{width}-{scheme}.png", full_page=True)
    page.close()


def _sheets(browser: Browser, site: Path, out: Path, address: str) -> None:
    """The PDF that the browser prints and, where `pdftoppm` is installed, a picture of each of its sheets."""
    page = browser.new_page()
    page.goto((site / address).as_uri())
    pdf = out / f"{_name(address)}-paper.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    page.close()
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", pdf, pdf.with_suffix("")], check=True)


def _name(address: str) -> str:
    return address.removesuffix(".html").replace("/", "-")


if __name__ == "__main__":
    main()
