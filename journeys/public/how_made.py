"""How a story was made, as far as the product itself can tell: only sentences that follow from what it holds."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from coding.ends import coded_apart
from foundation.dutch import _, enumerated, month, month_and_year, ngettext, number_word
from interviews.models import Interview, InterviewState
from interviews.respondents.consent import QuoteUse, quotes_allowed
from journeys.evidence.counting import ENOUGH_INTERVIEWS
from journeys.evidence.literal_quotes import echoing_steps, speakers_of_quotes
from journeys.evidence.outline import Outline
from journeys.models import Journey
from journeys.public.council_read import council_sentences
from journeys.texts.printed_roles import PrintedRole, first_of_each, printed_roles, roles_of, uncoded_interviews
from journeys.wording import people_of
from studies.models import Study
from studies.retention.due import transcripts_are_gone


def how_made(
    session: Session, study: Study, journey: Journey, outline: Outline, interviews: list[Interview]
) -> tuple[str, ...]:
    """The sentences in reading order. `interviews` are the study's conversations that were coded.

    While others are not coded yet, it is told of whom the conversations were read, not with whom was spoken.

    Without transcripts nobody can tell any more whether a quote stands in them: then nothing is said of quotes.
    """
    return (
        *_conversations(interviews, is_all=not uncoded_interviews(session, study.id)),
        *_two_readers(session, interviews),
        *_names(interviews),
        *(() if transcripts_are_gone(study) else _quotes(session, outline)),
        *_fewest_tellers(outline),
        *council_sentences(session, journey, outline),
    )


def _conversations(interviews: list[Interview], *, is_all: bool) -> Iterator[str]:
    if not interviews:
        return
    yield people_spoken_to(interviews, is_all=is_all)
    days = [one.held_on for one in interviews if one.held_on is not None]
    if len(days) == len(interviews):
        yield _period(min(days), max(days), len(days))
    minutes = [one.minutes for one in interviews if one.minutes]
    if len(minutes) == len(interviews) > 1:
        average = round(sum(minutes) / len(minutes))
        yield _("Een gesprek duurde gemiddeld %(minutes)s minuten.", minutes=number_word(average))


def people_spoken_to(interviews: list[Interview], *, is_all: bool) -> str:
    """'We spraken met vier mensen: twee ouders, een jongere en een verzorger.' `interviews` is at least one.

    Several conversations of one respondent are one person. How many people there were is not known while nobody said
    whose some conversation is: then it tells of conversations. Unless it `is_all` there is: 'We lazen de gesprekken met
    vier mensen'.
    """
    if any(one.respondent_id is None for one in interviews):
        return _conversations_held(interviews, is_all=is_all)
    number = len(first_of_each(interviews))
    people = _("één persoon") if number == 1 else _("%(number)s mensen", number=number_word(number))
    listed = enumerated([people_of(role, count) for role, count in _by_role(printed_roles(interviews))])
    told = _("%(people)s: %(roles)s", people=people, roles=listed) if listed else people
    if is_all:
        return _("We spraken met %(people)s.", people=told)
    return _("Voor dit verhaal lazen we de gesprekken met %(people)s.", people=told)


def _conversations_held(interviews: list[Interview], *, is_all: bool) -> str:
    """'We voerden vier gesprekken: twee met een ouder, één met een jongere en één met een verzorger.'"""
    number = len(interviews)
    talks = _("één gesprek") if number == 1 else _("%(number)s gesprekken", number=number_word(number))
    roles = _by_role(roles_of(interviews)) if all(one.role.strip() for one in interviews) else []
    if roles and number == 1:
        talks = _("%(talks)s, met een %(role)s", talks=talks, role=roles[0][0])
    elif roles:
        listed = enumerated([_talks_with(role, count) for role, count in roles])
        talks = _("%(talks)s: %(roles)s", talks=talks, roles=listed)
    return _("We voerden %(talks)s.", talks=talks) if is_all else _("Voor dit verhaal lazen we %(talks)s.", talks=talks)


def _talks_with(role: str, number: int) -> str:
    if number == 1:
        return _("één met een %(role)s", role=role)
    return _("%(number)s met een %(role)s", number=number_word(number), role=role)


def _by_role(printed: list[PrintedRole]) -> list[tuple[str, int]]:
    """The most first. What was written in capitals once is one role."""
    roles: Counter[str] = Counter()
    for one in printed:
        roles[one.role.strip().lower()] += one.number
    return roles.most_common()


def _period(first: date, last: date, number: int) -> str:
    """In months, so that no day leads to somebody: 'De gesprekken waren van april 2026 tot en met juni 2026.'"""
    end = month_and_year(last)
    if (first.year, first.month) == (last.year, last.month):
        return ngettext("Het gesprek was in %(month)s.", "De gesprekken waren in %(month)s.", number, month=end)
    begin = month(first) if first.year == last.year else month_and_year(first)
    return _("De gesprekken waren van %(begin)s tot en met %(end)s.", begin=begin, end=end)


def _two_readers(session: Session, interviews: list[Interview]) -> Iterator[str]:
    """How many conversations were coded twice, by people who did not see what the other did."""
    both = coded_apart(session, [one.id for one in interviews])
    if both == 1:
        yield _("Eén gesprek is door twee mensen los van elkaar gelezen.")
    elif both:
        yield _(
            "%(both)s van de %(total)s gesprekken zijn door twee mensen los van elkaar gelezen.",
            both=number_word(both).capitalize(),
            total=number_word(len(interviews)),
        )


def _names(interviews: list[Interview]) -> Iterator[str]:
    """What releasing an interview asks; a name that leads to nobody may stand."""
    if interviews and all(one.state is not InterviewState.NAMES for one in interviews):
        yield _("Namen waaraan iemand te herkennen is, zijn vervangen.")


def _quotes(session: Session, outline: Outline) -> Iterator[str]:
    """A quote of which nobody can tell whether it was rewritten is not called so."""
    quoted, said = [of for of in outline.steps if of.step.quote.strip()], speakers_of_quotes(outline)
    literal = {of.number: said[of.step.id] for of in quoted if said[of.step.id]}
    is_told = not echoing_steps(outline)
    if quoted and not literal and is_told:
        yield _("De citaten zijn herschreven: de woorden zijn van ons.")
    if not literal:
        return
    allowed = quotes_allowed(session, {one for speakers in literal.values() for one in speakers if one is not None})
    said_yes = all(allowed.get(one or 0) is QuoteUse.LITERALLY for speakers in literal.values() for one in speakers)
    sentence = _literal_quotes(sorted(literal), len(quoted), with_consent=said_yes)
    others = _("De andere citaten zijn herschreven.") if len(literal) < len(quoted) and is_told else ""
    yield f"{sentence} {others}".strip()


def _literal_quotes(numbers: list[int], quoted: int, *, with_consent: bool) -> str:
    """Which quotes are what people said, and whether they agreed to that."""
    if len(numbers) == quoted:
        return _("De citaten zijn letterlijk, met toestemming.") if with_consent else _("De citaten zijn letterlijk.")
    steps, number = enumerated([str(number) for number in numbers]), len(numbers)
    return (
        ngettext(
            "Het citaat bij stap %(steps)s is letterlijk, met toestemming.",
            "De citaten bij stap %(steps)s zijn letterlijk, met toestemming.",
            number,
            steps=steps,
        )
        if with_consent
        else ngettext(
            "Het citaat bij stap %(steps)s is letterlijk.",
            "De citaten bij stap %(steps)s zijn letterlijk.",
            number,
            steps=steps,
        )
    )


def _fewest_tellers(outline: Outline) -> Iterator[str]:
    fewest = min((of.evidence.tells for of in outline.steps), default=0)
    if fewest >= ENOUGH_INTERVIEWS:
        yield _("Elke stap is in ten minste %(number)s gesprekken verteld.", number=number_word(fewest))
