"""Markdown from note-taking programs: signs of layout go, words and speakers stay."""

import re

from hypothesis import given
from hypothesis import strategies as st

from interviews.files.draft import TranscriptDraft, TranscriptRefused
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.reading import read_transcript

CONVERSATION = [("Marjan", "Hoe kwam u?"), ("Wilma", "Via de huisarts."), ("Marjan", "En toen?"), ("Wilma", "Niks.")]


def md(text: str) -> TranscriptDraft:
    return read_transcript("gesprek.md", text.encode())


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


def written(form: str, between: str = "\n\n") -> TranscriptDraft:
    return md(between.join(form.format(*one) for one in CONVERSATION))


def test_bold_speakers_headings_lists_quotes_and_labels() -> None:
    for form in ("**{}:** {}", "**{}**: {}", "### {}\n\n{}", "- **{}:** {}", "> **{}:** {}", "[{}]: {}", "{}: {}"):
        assert told(written(form)) == CONVERSATION, form
    assert told(written("**{}:** {}", between="\n")) == CONVERSATION


def test_a_table_is_a_conversation() -> None:
    rows = "\n".join(f"| 0:0{at} | {speaker} | {text} |" for at, (speaker, text) in enumerate(CONVERSATION))

    draft = md(f"| Tijd | Spreker | Tekst |\n|---|---|---|\n{rows}\n")

    assert told(draft) == CONVERSATION
    assert [turn.seconds for turn in draft.turns] == [0, 1, 2, 3]


def test_facts_above_links_escapes_and_pictures() -> None:
    draft = md(
        "---\ndate: 2026-03-11\n---\n# Gesprek met een ouder\n\n**Marjan:** Kent u [het loket](https://x.nl/a)?\n\n"
        "**Wilma:** Ja, \\*echt\\* & *heel* `goed`. ![de brief](b.png)\n\n**Marjan:** 1 < 2?\n\n**Wilma:** <b>Ja</b>\n"
    )

    assert (facts_in(draft.heading).role, str(facts_in(draft.heading).held_on)) == ("ouder", "2026-03-11")
    assert [text for _, text in told(draft)] == ["Kent u het loket?", "Ja, *echt* & heel goed.", "1 < 2?", "<b>Ja</b>"]
    assert "‘de brief’" in draft.notices[0]


def test_lines_broken_by_hand_go_on_and_a_year_is_no_list() -> None:
    draft = md("**Marjan:** Hoe?\n\n**Wilma:** Via de\nhuisarts, toen.\n\n1986. Dat was een jaar.\n\n**Marjan:** Zo.\n")

    assert told(draft)[1] == ("Wilma", "Via de huisarts, toen.\n1986. Dat was een jaar.")


def test_a_text_of_signs_only_is_read_without_being_parsed() -> None:
    assert len(md("I: hoi [*\n" + "[*" * 15_000 + "\nR: dag").turns) > 0


@given(rows=st.lists(st.text("abcdé IR:[]()<>*_#-+.>`~|!0123456789\\\n", max_size=30), max_size=6))
def test_no_word_of_markdown_is_lost(rows: list[str]) -> None:
    text = "\n\n".join(rows)
    try:
        draft = md(text)
    except TranscriptRefused:
        return
    found = [*draft.heading, *(f"{turn.speaker} {turn.text}" for turn in draft.turns), *draft.notices]
    # An address behind a link is no speech.
    spoken = re.sub(r"\]\([^\n]*|<[^\n]*>|`[^\n]*|~[^\n]*", " ", text)

    assert set(re.findall(r"[^\W\d_]{2,}", spoken)) <= set(re.findall(r"[^\W\d_]{2,}", " ".join(found)))
