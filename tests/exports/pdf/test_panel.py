"""Steps on pages."""

from exports.pdf.tagged.flowables import TaggedParagraph
from exports.pdf.tagged.panel import WHOLE_UP_TO, Panel
from exports.pdf.tagged.structure import StructureElement
from exports.pdf.type.look import FULL_PAGE
from exports.pdf.type.text_styles import styles


def _panel_of(lines: int) -> Panel:
    panel, top = Panel(), 0.0
    for number in range(lines):
        paragraph = TaggedParagraph(f"Regel {number}. " * 12, styles()["body"], StructureElement("P"))
        top = panel.put(paragraph, 0, top, 300) + 4
    return panel


def test_a_panel_of_common_height_stays_whole() -> None:
    panel = _panel_of(5)

    assert panel.height < WHOLE_UP_TO
    assert panel.split(300, 100) == []
    assert panel.least_height == panel.height


def test_a_panel_that_takes_most_of_a_page_goes_on_over_the_next() -> None:
    panel = _panel_of(60)

    first, rest = panel.split(300, FULL_PAGE)

    assert isinstance(first, Panel)
    assert isinstance(rest, Panel)
    assert 0 < first.height <= FULL_PAGE
    assert [item.top for item in rest.items] == sorted(item.top for item in rest.items)
    for above, below in zip(rest.items, rest.items[1:], strict=False):
        assert above.bottom <= below.top


def _panel_with_breaks(parts: int) -> Panel:
    panel, top = Panel(space_after=16), 0.0
    for number in range(parts):
        if number:
            panel.may_break(top)
        paragraph = TaggedParagraph(f"Deel {number}. " * 24, styles()["body"], StructureElement("P"))
        top = panel.put(paragraph, 0, top, 300) + 9
        panel.paint(lambda canvas, height: None, top)
    return panel


def test_a_panel_goes_on_over_the_page_where_it_may() -> None:
    panel = _panel_with_breaks(4)
    part = panel.items[0].height

    first, rest = panel.split(300, 2 * part + 20)

    assert isinstance(first, Panel)
    assert isinstance(rest, Panel)
    assert (len(first.items), len(rest.items), len(first.decorations), len(rest.decorations)) == (2, 2, 2, 2)
    assert rest.items[0].top == 0
    assert rest.items[1].top == part + 9
    assert (first.spaceAfter, rest.spaceAfter) == (0, 16)
    assert rest.split(300, part + 9) != [], "and once more"


def test_what_is_left_over_on_a_page_is_less_than_the_next_part() -> None:
    """The library offers the rest to the same page once more; it must not find room there."""
    panel = _panel_with_breaks(4)
    part = panel.items[0].height
    for room in range(int(part) + 10, int(panel.height)):
        first, rest = panel.split(300, room)
        assert isinstance(first, Panel)
        assert isinstance(rest, Panel)
        assert rest.split(300, room - first.height) == []


def test_a_line_or_two_are_not_left_for_the_next_page() -> None:
    panel = _panel_of(5)
    panel.may_break(panel.height - 15)

    assert panel.split(300, panel.height - 1) == []


def test_a_balanced_paragraph_leaves_no_single_word_for_its_last_line() -> None:
    words = "Ik durfde niet te bellen. Straks vinden ze me lastig, dacht ik."
    panel = Panel()
    paragraph = TaggedParagraph(words, styles()["quote"], StructureElement("P"))

    panel.put_balanced(paragraph, 0, 0, 345, fill=0.55)

    assert paragraph.line_count == 2
    assert paragraph.room_at_the_end < panel.items[0].width / 2
