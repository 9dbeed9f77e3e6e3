"""The coding screen with 10,000 words and 3,000 segments, in a real Chromium: `python -m bench.coding_screen`."""

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from sqlmodel import select

from bench.screen_server import Bench, add_codings, add_transcript, open_bench, served
from coding.models import Code
from interviews.texts.sources import text_of
from studies.models import Study

WORDS, SEGMENTS = 10_000, 3_000
LOADS, DRAGS = 7, 24
LIMITS = {"ready": 600, "mouse-up to paint": 60, "key to paint": 60, "scroll frame p95": 50, "HTML": 400}
UNITS = {"HTML": "kB"}

# From the event's own moment to after the next frame is drawn, as the person sees it.
_NOTE_PAINTS = """() => {
  window.paints = { pointerup: [], keydown: [] };
  for (const name of Object.keys(window.paints)) {
    addEventListener(name, (event) => requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => window.paints[name].push(performance.now() - event.timeStamp);
      after.port2.postMessage(0);
    }), true);
  }
}"""
_SCROLL = """() => new Promise((done) => {
  const frames = [];
  let last = performance.now();
  const step = (now) => {
    frames.push(now - last);
    last = now;
    scrollBy({ top: 160, behavior: "instant" });
    if (frames.length < 240) requestAnimationFrame(step); else done(frames);
  };
  requestAnimationFrame(step);
})"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        bench = open_bench(Path(folder))
        _fill(bench)
        with served(bench.app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
            page.goto(address + bench.link())
            page.get_by_role("button", name="Ga verder als").click()
            figures = _measured(page, f"{address}/onderzoeken/bench/coderen/1")
            browser.close()
    return _print(figures)


def _fill(bench: Bench) -> None:
    with bench.session() as session:
        study = session.exec(select(Study)).one()
        source = add_transcript(session, study, 1, words=WORDS)
        codes = list(session.exec(select(Code)).all())
        add_codings(session, source, codes, text_of(session, source.id), SEGMENTS, bench.person_id)
        session.commit()


def _measured(page: Page, address: str) -> dict[str, float]:
    figures = {"HTML": len(page.request.get(address).body()) / 1000}
    figures["ready"] = statistics.median([_ready(page, address) for _load in range(LOADS + 1)][1:])
    page.evaluate(_NOTE_PAINTS)
    for number in range(DRAGS):
        _choose_and_code(page, 4 + 2 * number)
    paints: dict[str, list[float]] = page.evaluate("window.paints")
    figures["mouse-up to paint"] = statistics.median(paints["pointerup"])
    figures["key to paint"] = statistics.median(paints["keydown"])
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    figures["scroll frame p95"] = statistics.quantiles(page.evaluate(_SCROLL), n=20)[-1]
    return figures


def _ready(page: Page, address: str) -> float:
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("performance.getEntriesByName('coding-ready').length > 0")
    ready: float = page.evaluate("performance.getEntriesByName('coding-ready')[0].startTime")
    return ready


def _choose_and_code(page: Page, turn: int) -> None:
    """Drag over part of a turn, then give it the code used last with the key 1."""
    text = page.locator(f"#beurt-{turn} .turn-text")
    page.evaluate("turn => document.querySelector(`#beurt-${turn}`).scrollIntoView({ block: 'center' })", turn)
    page.wait_for_timeout(120)
    box: Any = text.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 12, steps=4)
    page.mouse.up()
    page.wait_for_timeout(120)
    page.keyboard.press("1")
    page.wait_for_timeout(120)


def _print(figures: dict[str, float]) -> int:
    for name, limit in LIMITS.items():
        unit = UNITS.get(name, "ms")
        print(f"{name:<18} {figures[name]:7.1f} {unit} (limit {limit} {unit})")
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
