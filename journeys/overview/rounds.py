"""What waits for a researcher in the reading rounds of a study."""

from sqlmodel import Session

from foundation.dutch import _, counted
from journeys.public.standing import PublicStanding, standings_of
from journeys.reading.left_unsent import ended_with_words, had_unsent
from journeys.reading.progress import rounds_of_study
from journeys.review.mailed import not_arrived
from journeys.withdrawing.rounds import pieces_in_words, rounds_with_withdrawn
from studies.models import Study
from studies.overview.answers import Place, Task, Urgency


def withdrawn_reading(session: Session, study: Study) -> list[Task]:
    """Pieces that the council reads now and that rest on somebody who took their consent back."""
    why = _("De adviesraad leest dit nu. Sluit de leesronde, haal weg wat eruit komt, en begin een nieuwe.")
    return [
        Task(
            _(
                "%(title)s: toestemming ingetrokken bij %(pieces)s van de leesronde",
                title=found.journey.title,
                pieces=pieces_in_words(pieces),
            ),
            why,
            Place("review.one_round", {"round_id": found.round.id}),
            "stop",
            "negative",
            Urgency.MEND,
        )
        for found, pieces in rounds_with_withdrawn(session, study.id)
    ]


def ended_rounds(session: Session, study: Study) -> list[Task]:
    """Rounds that ended by themselves while a member had words that were not sent."""
    return [
        Task(
            _("%(title)s: de leesronde is voorbij", title=found.journey.title),
            _("%(had)s. Kijk wat je nog kunt doen, of laat de ronde gesloten.", had=had_unsent(len(members))),
            Place("review.one_round", {"round_id": found.round.id}),
            "waiting",
            "warn",
            Urgency.ASKED,
        )
        for found, members in ended_with_words(session, study.id)
    ]


def lost_invitations(session: Session, study: Study) -> list[Task]:
    """Open rounds in which members did not get the link that was mailed to them."""
    return [
        Task(
            _("%(title)s: %(lost)s", title=progress.journey.title, lost=_lost(number)),
            _("Kijk bij de leden wat er misging. Maak een nieuwe link en geef die zelf."),
            Place("review.one_round", {"round_id": progress.round.id}, "leden"),
            "letter",
            "warn",
            Urgency.ASKED,
        )
        for progress, number in not_arrived(session, rounds_of_study(session, study.id))
    ]


def comments(session: Session, study: Study) -> list[Task]:
    """Comments of council members that nobody answered yet, per reading round."""
    waiting = [found for found in rounds_of_study(session, study.id) if found.unanswered]
    standings = standings_of(session, study.id) if waiting else {}
    return [
        Task(
            _("%(title)s: %(left)s", title=found.journey.title, left=_comments_left(len(found.unanswered))),
            _why_answer(standings.get(found.journey.id)),
            Place("review.one_round", {"round_id": found.round.id}),
            "speech",
            "warn",
            Urgency.ASKED,
        )
        for found in waiting
    ]


def _why_answer(standing: PublicStanding | None) -> str:
    if standing is not None and standing.is_public:
        return _("De adviesraad krijgt op elke opmerking een antwoord. Tot dan kan er geen nieuwe uitgave naar buiten.")
    return _("De adviesraad krijgt op elke opmerking een antwoord. Tot dan kan de klantreis niet naar buiten.")


def _lost(number: int) -> str:
    return counted(number, "uitnodiging niet aangekomen", "uitnodigingen niet aangekomen")


def _comments_left(number: int) -> str:
    return counted(number, "opmerking zonder antwoord", "opmerkingen zonder antwoord")
