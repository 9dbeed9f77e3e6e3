"""What readers hear of the advisory council: who read along, what came of it, and which text that was."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from foundation.clock import day_of
from foundation.dutch import _, counted, enumerated, long_date, ngettext, number_word
from journeys.checks.council import since_round
from journeys.evidence.outline import Outline
from journeys.models import Journey
from journeys.reading.models import Outcome
from journeys.reading.progress import RoundProgress, rounds_of_journey
from journeys.texts.since_read import TextSince


def council_sentences(session: Session, journey: Journey, outline: Outline) -> list[str]:
    """Over all rounds; none when nobody read along. Somebody who reads twice counts once, with what they read last."""
    rounds = [one for one in rounds_of_journey(session, journey) if one.readers]
    if not rounds:
        return []
    last_read: dict[str, RoundProgress] = {}
    for progress in rounds:
        for one in progress.readers:
            last_read.setdefault(one.member.name.casefold(), progress)
    outcomes = Counter(outcome for progress in rounds for outcome in progress.outcomes)
    since = {one.round.id: since_round(session, one, outline) for one in rounds}
    texts = Counter(one.round.id for one in last_read.values())
    days = {one.round.id: day_of(one.round.started_at) for one in rounds}
    is_other = any(since[number] for number in texts)
    read = council_read(
        len(last_read),
        outcomes.total(),
        outcomes[Outcome.ADOPTED],
        thanked=outcomes[Outcome.READ],
        waiting=outcomes[None],
        is_other=is_other,
    )
    if not is_other:
        return [read]
    newest = max(texts)
    by_day = Counter[date]()
    for number, readers in texts.items():
        by_day[days[number]] += readers
    return [" ".join([read, _texts_read(by_day), _since(since[newest], days[newest], len(by_day))])]


def council_read(
    readers: int, comments: int, adopted: int, *, thanked: int = 0, waiting: int = 0, is_other: bool = False
) -> str:
    """'Vijf leden van de adviesraad lazen mee. Zij gaven 12 opmerkingen bij de stappen; 9 namen we over.'

    What somebody wrote with a verdict is no comment on a step. `thanked`: of comments with a step that was found good;
    `waiting`: of those without an answer. `is_other`: they read another text than this one.
    """
    read = (
        _("Eén lid van de adviesraad las mee.")
        if readers == 1
        else _("%(readers)s leden van de adviesraad lazen mee.", readers=number_word(readers).capitalize())
    )
    return " ".join([read, *_comments(readers, comments, adopted, thanked, waiting, is_other)])


def _comments(readers: int, comments: int, adopted: int, thanked: int, waiting: int, is_other: bool) -> Iterator[str]:
    if not comments:
        yield (
            _("Bij de stappen die toen in het verhaal stonden, waren geen opmerkingen.")
            if is_other
            else _("Bij de stappen waren geen opmerkingen.")
        )
        return
    gave = counted(comments, "opmerking", "opmerkingen")
    taken = "" if waiting else _taken(comments, adopted, thanked)
    if taken:
        one = _("Dat gaf %(gave)s bij de stappen; %(taken)s", gave=gave, taken=taken)
        many = _("Zij gaven %(gave)s bij de stappen; %(taken)s", gave=gave, taken=taken)
    else:
        one = _("Dat gaf %(gave)s bij de stappen.", gave=gave)
        many = _("Zij gaven %(gave)s bij de stappen.", gave=gave)
    yield one if readers == 1 else many
    if waiting:
        yield _("Nog niet elke opmerking is beantwoord.")


def _taken(comments: int, adopted: int, thanked: int) -> str:
    """Who finds a step good and says something with it asks for nothing: that is not refused."""
    if thanked == comments:
        return _("daarin stond dat de stap goed is.") if comments == 1 else _("daarin stond dat die stappen goed zijn.")
    if comments == 1:
        return _("die namen we over.") if adopted else _("die namen we niet over.")
    if adopted == comments:
        return _("die namen we allemaal over.")
    if adopted == 1:
        return _("één daarvan namen we over.")
    if adopted:
        return _("%(adopted)s namen we over.", adopted=adopted)
    if thanked:
        return ngettext(
            "in één daarvan stond dat de stap goed is, de rest namen we niet over.",
            "in %(num)s daarvan stond dat de stap goed is, de rest namen we niet over.",
            thanked,
        )
    return _("die namen we niet over.")


def _texts_read(by_day: Counter[date]) -> str:
    """Of which day the text was that they read, and how many read which."""
    if len(by_day) == 1:
        (day,) = by_day
        readers = by_day.total()
        return (
            _("Dat lid las de tekst van %(day)s.", day=long_date(day))
            if readers == 1
            else _("Zij lazen de tekst van %(day)s.", day=long_date(day))
        )
    read = [
        _("%(readers)s die van %(day)s", readers=number_word(by_day[day]), day=long_date(day)) for day in sorted(by_day)
    ]
    return _("Zij lazen niet allemaal dezelfde tekst: %(read)s.", read=enumerated(read))


def _since(since: TextSince, day: date, texts: int) -> str:
    """What came of the newest text that anybody read."""
    if not since:
        return _("De tekst van %(day)s staat hier.", day=long_date(day))
    changed = enumerated(_changed(since))
    if texts > 1:
        return _("Na %(day)s is de tekst veranderd: %(changed)s.", day=long_date(day), changed=changed)
    return _("Daarna is die veranderd: %(changed)s.", changed=changed)


def _changed(since: TextSince) -> Iterator[str]:
    """'één stap is nieuw', 'twee stappen zijn veranderd'."""
    new, changed, gone = len(since.new), len(since.changed), len(since.gone)
    if new:
        yield ngettext("één stap is nieuw", "%(number)s stappen zijn nieuw", new, number=number_word(new))
    if changed:
        yield ngettext("één stap is anders", "%(number)s stappen zijn anders", changed, number=number_word(changed))
    if gone:
        yield ngettext("één stap is weg", "%(number)s stappen zijn weg", gone, number=number_word(gone))
    if since.elsewhere:
        has_steps = new or changed or gone
        yield _("ook buiten de stappen is iets anders") if has_steps else _("alleen buiten de stappen")
