"""The pictures of the report in docs/pictures, made of any folder of results.

    python docs/take_pictures.py RESULTS [--into docs/pictures]

RESULTS is the out folder of a run. Needs Chromium and playwright (extra «dev»). The pictures are small enough for a
repository (some 100 KB each).
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

WIDTHS = {"phone": (390, 844), "tablet": (820, 1100), "desk": (1440, 960)}
VIEWS = ("positions", "timeline", "figures", "sources")
# The first row that holds a position, opened and brought to the top.
OPEN_ROW = """() => {
  const row = document.querySelector("#rows .row .stance").closest("tr");
  row.querySelector(".opener").click();
  row.scrollIntoView({ block: "start" });
}"""


def main() -> int:
    """Writes the pictures; 1 where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("--into", type=Path, default=Path(__file__).parent / "pictures")
    args = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    page = args.results / "report.html"
    if chromium is None or not page.is_file():
        print("no Chromium" if chromium is None else f"{page} is missing", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    args.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (width, height) in WIDTHS.items():
            view = browser.new_page(viewport={"width": width, "height": height})
            view.goto(page.resolve().as_uri())
            view.screenshot(path=args.into / f"table-{name}.png")
        desk = _desk(browser, page, "light")
        desk.evaluate(OPEN_ROW)
        desk.screenshot(path=args.into / "row.png")
        for name in VIEWS:
            desk = _desk(browser, page, "light")
            desk.click(f"#tab-{name}")
            desk.screenshot(path=args.into / f"{name}.png")
        _desk(browser, page, "dark").screenshot(path=args.into / "dark.png")
        browser.close()
    return 0


def _desk(browser: Any, page: Path, scheme: str) -> Any:
    width, height = WIDTHS["desk"]
    view = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    view.goto(page.resolve().as_uri())
    return view


if __name__ == "__main__":
    sys.exit(main())
