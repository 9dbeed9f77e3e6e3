"""Routes of one file: what its columns become, what happens with every line, reading it in, and who is who."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.intake.fates import (
    IS_ASKED,
    Fate,
    FatedLine,
    counted_fates,
    fate_sentence,
    unknown_providers,
)
from feedback.intake.files import FileGone, choose, file_by_number, is_as_last_time, throw_away
from feedback.intake.headings import Becomes, becomes_label, becomes_sentence
from feedback.intake.jobs import MOST_AT_ONCE, ask_to_read_in
from feedback.intake.lines import LEFT_OUT, ReadLine, Trouble, told
from feedback.intake.models import Decision, IntakeFile, IntakeSource
from feedback.intake.sources import sources_of, used_columns
from feedback.intake.table import Refused, Table
from feedback.intake.taking_in import Vaults, begin, check_ready, fates_now, is_anything_sent, look_over, take_in
from feedback.intake.twins import alike_in_words, decide, open_pairs, pair_by_number, side_by_side
from feedback.measurements.lookup import measured_in, measurement_by_slug
from feedback.measurements.models import Measurement
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from foundation.forms.numbers import whole_number
from foundation.forms.written import name_key
from foundation.request_session import request_session
from studies.access import Role, requires

blueprint = Blueprint("intake_files", __name__, url_prefix="/metingen/<measurement>/inlezen/bestand/<int:number>")
_SAMPLES, _MOST_FAULTS = 3, 50


@dataclass(frozen=True)
class _Here:
    """What the address of a page is about."""

    measurement: Measurement
    source: IntakeSource
    file: IntakeFile
    vaults: Vaults


def _here(measurement: str, number: int) -> _Here:
    session = request_session()
    found = measurement_by_slug(session, measurement)
    sources = {one.id: one for one in sources_of(session, found.id)}
    file = file_by_number(session, list(sources), number)
    return _Here(found, sources[file.source_id], file, Vaults.of(session))


@blueprint.get("", strict_slashes=False)
@requires(Role.RESEARCHER)
def file(measurement: str, number: int) -> str:
    here = _here(measurement, number)
    return _page(here) if here.file.begun_at is None else _done_page(here)


@blueprint.post("")
@requires(Role.RESEARCHER)
def handle_file(measurement: str, number: int) -> ResponseReturnValue:
    """What was chosen is kept with the file, whatever is pressed. Only 'klaarzetten' makes anything of its lines."""
    here = _here(measurement, number)
    if "weg" in request.form:
        throw_away(request_session(), here.file)
        flash(_("Het bestand is gewist. Er is niemand ingelezen."))
        return redirect(url_for("intake.sources", measurement=measurement), 303)
    seen = (here.file.columns, here.file.names)
    if here.file.begun_at is None:
        _choose(here)
    is_changed = seen != (here.file.columns, here.file.names)
    if is_changed and "klaarzetten" in request.form:
        flash(_("Je veranderde wat een kolom wordt. Kijk na wat er nu gebeurt. Er is nog niets klaargezet."))
    if is_changed or "klaarzetten" not in request.form:
        return redirect(_address(here), 303)
    try:
        return _read_in(here)
    except FileGone:
        raise
    except ResearcherError as refused:
        return _page(here, str(refused)), refused.status


def _read_in(here: _Here) -> ResponseReturnValue:
    session = request_session()
    lines = look_over(session, here.vaults, here.source, here.file, here.vaults.files.table(here.file))
    check_ready(here.measurement, here.file, lines)
    begin(session, here.source, here.file)
    if len(lines) > MOST_AT_ONCE:
        ask_to_read_in(session)
    else:
        take_in(session, here.vaults, here.source, here.file, lines)
        asked = counted(sum(one.fate in IS_ASKED for one in lines), "uitnodiging", "uitnodigingen")
        flash(_("%(people)s klaargezet. Er is nog niets verstuurd.", people=asked))
    return redirect(_address(here), 303)


@blueprint.post("/paar/<int:pair>")
@requires(Role.RESEARCHER)
def decide_pair(measurement: str, number: int, pair: int) -> ResponseReturnValue:
    here = _here(measurement, number)
    found = pair_by_number(request_session(), here.file.id, pair)
    wanted = request.form.get("besluit", "")
    if wanted in set(Decision):
        decide(request_session(), here.vaults.invitees, found, Decision(wanted))
        return redirect(_address(here) + "#dubbelen", 303)
    return redirect(url_for(".file", measurement=measurement, number=number, na=found.id) + "#dubbelen", 303)


def _address(here: _Here) -> str:
    return url_for(".file", measurement=here.measurement.slug, number=here.file.id)


def _choose(here: _Here) -> None:
    """Fields are numbered: headings may hold any sign."""
    form = request.form
    columns = {heading: form.get(f"kolom-{place}", "") for place, heading in enumerate(here.file.columns)}
    asked = [place for place in range(len(form)) if f"naam-{place}" in form]
    wanted = {form[f"naam-{place}"]: whole_number(form.get(f"is-{place}", "")) for place in asked}
    allowed = {LEFT_OUT, *(one.id for one, _provider in measured_in(request_session(), here.measurement.id))}
    names = {name_key(name): chosen for name, chosen in wanted.items() if chosen is not None and chosen in allowed}
    choose(request_session(), here.file, columns, names)


def _page(here: _Here, refused: str = "") -> str:
    """Of a file of which nothing was read in yet."""
    session = request_session()
    table = here.vaults.files.table(here.file)
    lines = look_over(session, here.vaults, here.source, here.file, table)
    fates = counted_fates(lines)
    measured = measured_in(session, here.measurement.id)
    return render_template(
        "feedback/intake/file.html",
        measurement=here.measurement,
        source=here.source,
        file=here.file,
        columns=_columns(here, table),
        used=used_columns(here.file.columns),
        is_as_last_time=is_as_last_time(here.file, here.source),
        choices=[(one.value, becomes_label(one, here.source.kind)) for one in Becomes],
        fates=_told_fates(fates, lines),
        lines=sum(fates.values()),
        asked=sum(fates.get(one, 0) for one in IS_ASKED),
        twins=fates.get(Fate.TWIN, 0),
        faults=_faults(lines),
        more_faults=max(0, fates.get(Fate.UNREADABLE, 0) - _MOST_FAULTS),
        unknown=list(unknown_providers(lines)),
        providers=[(one.id, provider.name) for one, provider in measured if provider],
        left_out=LEFT_OUT,
        refused=refused,
        is_sent=False,
    )


def _columns(here: _Here, table: Table) -> list[dict[str, object]]:
    """Of each: heading, what it becomes, first values, and what happens with them."""
    return [_column(here, table, place) for place in range(len(table.headings))]


def _column(here: _Here, table: Table, place: int) -> dict[str, object]:
    heading = table.headings[place]
    becomes = here.file.columns.get(heading, Becomes.NOTHING.value)
    why = table.refused.get(place)
    values = [] if place in table.numbered else [cells[place] or "–" for _number, cells in table.rows[:_SAMPLES]]
    return {
        "heading": heading,
        "becomes": becomes,
        "values": [] if why else values,
        "refused": why,
        "sentence": _refused_sentence(why) if why else becomes_sentence(Becomes(becomes)),
    }


def _refused_sentence(why: Refused) -> str:
    if why is Refused.CITIZEN_NUMBERS:
        return _("Mag niet. Direct gewist, nooit bewaard")
    return _("Kan gegevens over gezondheid bevatten. Direct gewist")


def _told_fates(fates: dict[Fate, int], lines: Sequence[FatedLine] = ()) -> list[tuple[int, str]]:
    days = [one.line.due_on for one in lines if one.fate is Fate.MAIL and isinstance(one.line, ReadLine)]
    first_on = min(days, default=None)
    return [(count, fate_sentence(fate, count, first_on)) for fate, count in fates.items()]


def _faults(lines: Sequence[FatedLine]) -> list[tuple[int, str]]:
    """(line, why it can't be read)."""
    unread = [one.line for one in lines if not isinstance(one.line, ReadLine)][:_MOST_FAULTS]
    return [(one.number, told(one.trouble, one.detail)) for one in unread]


def _done_page(here: _Here) -> str:
    """Of a file that is read in, or being read in."""
    session = request_session()
    fates = fates_now(session, here.file)
    pairs = open_pairs(session, here.file.id)
    after = whole_number(request.args.get("na", ""))
    place = next((place + 1 for place, one in enumerate(pairs) if one.id == after), 0)
    turned = [*pairs[place:], *pairs[:place]]
    kept = [(line, fault) for line, fault in here.file.faults if fault in set(Trouble)]
    return render_template(
        "feedback/intake/done.html",
        measurement=here.measurement,
        source=here.source,
        file=here.file,
        pairs=side_by_side(session, here.vaults.invitees, turned[:6]),
        pairs_left=len(pairs),
        alike_in_words=alike_in_words,
        fates=_told_fates(fates),
        lines=sum(fates.values()),
        asked=sum(fates.get(one, 0) for one in IS_ASKED),
        twins=fates.get(Fate.TWIN, 0),
        is_sent=is_anything_sent(session, here.file),
        used=used_columns(here.file.columns),
        faults=[(line, told(Trouble(fault))) for line, fault in kept[:_MOST_FAULTS]],
        more_faults=max(0, len(kept) - _MOST_FAULTS),
    )
