"""The coding screen as a person handles it, for every test that works on it."""

from playwright.sync_api import Page, expect
from sqlmodel import select

from coding.codebook.changing import add_code
from coding.models import Code, Segment
from coding.segments import add_segment
from interviews.texts.sources import text_of
from studies.models import Study
from tests.browser.conftest import Live, wait_until
from tests.factories import RawTurn, make_interview

FAMILY = "👩‍👩‍👧"
TURNS: list[RawTurn] = [
    ("Interviewer", "En toen u was aangemeld, wat gebeurde er daarna?", True),
    ("Ouder 11", "Niks, eigenlijk. Ik kreeg een brief dat we op de wachtlijst stonden. En daarna was het stil.", False),
    ("Interviewer", "Heeft u zelf nog contact gezocht?", True),
    ("Ouder 11", "Ja. Ik heb drie keer gebeld. De eerste keer kreeg ik een bandje.", False),
    ("Ouder 11", f"Emoji 😀 en {FAMILY}: dat was ge\u0301e\u0301n reactie. Tot slot.", False),
]
QUIET = "En daarna was het stil."


class CodingScreen:
    """Interview 1 of the study on the coding screen, and what is stored of it."""

    def __init__(self, live: Live, page: Page, study_id: int, source_id: int) -> None:
        self.live, self.page, self.study_id, self.source_id = live, page, study_id, source_id

    def open(self, anchor: str = "") -> None:
        self.page.goto(f"{self.live.url}/onderzoeken/jeugdhulp/coderen/1{anchor}")
        wait_until(self.page, "performance.getEntriesByName('coding-ready').length > 0")

    def open_with_clock(self) -> None:
        """At the second turn, with a clock that the test moves: `page.clock` replaces the browser's own marks too."""
        self.page.clock.install()
        self.page.goto(f"{self.live.url}/onderzoeken/jeugdhulp/coderen/1#beurt-2")
        expect(self.page.locator("#beurt-2")).to_be_focused()

    def drag(self, first: str, last: str) -> None:
        """Select from the beginning of one text to the end of another with the mouse."""
        box = self.page.evaluate(_BOXES, [first, last])
        self.page.mouse.move(box["x1"], box["y1"])
        self.page.mouse.down()
        self.page.mouse.move(box["x2"], box["y2"], steps=6)
        self.page.mouse.up()

    def choose(self, quote: str) -> None:
        self.drag(quote, quote)

    def focus_turn(self, number: int) -> None:
        self.page.locator(f"#beurt-{number}").focus()

    def stored(self) -> list[tuple[str, str]]:
        """(quotation, code) of every segment, by place; each is checked against the text."""
        with self.live.session() as session:
            text = text_of(session, self.source_id)
            query = select(Segment, Code).where(Segment.code_id == Code.id).order_by(Segment.start, Segment.id)  # type: ignore[arg-type]
            rows = session.exec(query).all()
            assert all(text[segment.start : segment.end] == segment.quotation for segment, _code in rows)
            return [(segment.quotation, code.name) for segment, code in rows]

    def wait_until_stored(self, expected: list[tuple[str, str]]) -> None:
        for _attempt in range(100):
            if self.stored() == expected:
                return
            self.page.wait_for_timeout(50)
        assert self.stored() == expected

    def expect_highlighted(self, name: str, *texts: str) -> None:
        """Wait until exactly these texts, in order of place, are under a highlight."""
        wait_until(self.page, _HIGHLIGHTED, [name, " | ".join(texts)])


_HIGHLIGHTED = """([name, texts]) => texts === [...CSS.highlights.get(name)]
  .sort((one, other) => one.startContainer.compareDocumentPosition(other.startContainer) & 2 ||
    (one.startContainer === other.startContainer ? one.startOffset - other.startOffset : -1))
  .map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset))
  .join(" | ")"""
_BOXES = """([first, last]) => {
  const at = (quote, end) => {
    for (const part of document.querySelectorAll(".turn-text")) {
      const index = part.firstChild.data.indexOf(quote);
      if (index < 0) continue;
      const range = document.createRange();
      range.setStart(part.firstChild, index);
      range.setEnd(part.firstChild, index + quote.length);
      const lines = [...range.getClientRects()];
      const line = end ? lines.at(-1) : lines[0];
      return [end ? line.right : line.left, (line.top + line.bottom) / 2];
    }
  };
  const [x1, y1] = at(first, false), [x2, y2] = at(last, true);
  return { x1: x1 + 0.5, y1, x2: x2 - 0.2, y2 };
}"""


def make_screen(live: Live, page: Page, study: Study, turns: list[RawTurn] = TURNS) -> CodingScreen:
    """Interview 1 of a study with four codes, and the researcher signed in."""
    with live.session() as session:
        source = make_interview(session, study, turns)
        theme = add_code(session, study.id, "Wachten")
        add_code(session, study.id, "Geen bericht", theme, colour=7)
        add_code(session, study.id, "Wachttijd", theme)
        add_code(session, study.id, "Bereikbaarheid")
        ids = study.id, source.id
        session.commit()
    live.sign_in(page)
    return CodingScreen(live, page, *ids)


def make_coded_screen(live: Live, page: Page, study: Study) -> CodingScreen:
    """One fragment, with the first code that has none below it."""
    made = make_screen(live, page, study)
    with live.session() as session:
        code = session.exec(select(Code).where(Code.name == "Wachttijd")).one()
        start = text_of(session, made.source_id).index(QUIET)
        add_segment(session, made.source_id, start, start + len(QUIET), QUIET, code.id)
        session.commit()
    return made
