"""Routes of the history: of a study, of the organisation, of somebody in it, and one's own; as pages and as files."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.forms.dates import as_dates_are_written, read_day
from foundation.forms.numbers import read_number
from foundation.request_session import request_session, signed_in
from studies.access import EVERYONE, MANAGERS, Role, requires
from studies.models import Organisation
from studies.people.members import member_by_number
from studies.planning import study_by_slug
from studies.proof import asks_proof
from studies.trail.exporting import history_csv, history_json
from studies.trail.kinds import About, Group, Kind
from studies.trail.looks import shows
from studies.trail.reading import Wanted, page_of_history, people_in, whole_history
from studies.trail.wording import person_names

blueprint = Blueprint("trail", __name__)
_FORMATS = "/geschiedenis.<any(csv, json):form>"


@dataclass(frozen=True)
class _Place:
    """Whose history a page shows, and the routes that belong to it."""

    page: str
    file: str
    values: dict[str, Any]


@blueprint.get("/onderzoeken/<slug>/geschiedenis")
@requires(*MANAGERS)
def of_study(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    place = _Place(".of_study", ".of_study_as_file", {"slug": slug})
    return _page("webapp/history/of_study.html", Wanted(study_id=study.id), place, study=study)


@blueprint.get(f"/onderzoeken/<slug>{_FORMATS}")
@requires(*MANAGERS)
@asks_proof
@shows(Kind.HISTORY_EXPORTED, is_each_time=True)
def of_study_as_file(slug: str, form: str) -> Response:
    study = study_by_slug(request_session(), slug)
    return _file(form, Wanted(study_id=study.id), study.slug)


@blueprint.get("/organisatie/geschiedenis")
@requires(Role.ADMINISTRATOR)
def of_organisation() -> ResponseReturnValue:
    place = _Place(".of_organisation", ".of_organisation_as_file", {})
    return _page("webapp/history/of_organisation.html", Wanted(), place)


@blueprint.get(f"/organisatie{_FORMATS}")
@requires(Role.ADMINISTRATOR)
@asks_proof
@shows(Kind.HISTORY_EXPORTED, is_each_time=True)
def of_organisation_as_file(form: str) -> Response:
    """All of it, whatever the page was showing: only then do the digests hang together."""
    return _file(form, Wanted(), _own_organisation().slug, is_whole=True)


@blueprint.get("/organisatie/mensen/<int:person_id>/geschiedenis")
@requires(Role.ADMINISTRATOR)
@shows(Kind.HISTORY_READ, About.PERSON, "person_id")
def of_person(person_id: int) -> ResponseReturnValue:
    member = member_by_number(request_session(), person_id)
    place = _Place(".of_person", ".of_person_as_file", {"person_id": person_id})
    return _page("webapp/history/of_person.html", Wanted(of_person=person_id), place, member=member)


@blueprint.get(f"/organisatie/mensen/<int:person_id>{_FORMATS}")
@requires(Role.ADMINISTRATOR)
@asks_proof
@shows(Kind.HISTORY_EXPORTED, About.PERSON, "person_id", is_each_time=True)
def of_person_as_file(person_id: int, form: str) -> Response:
    member = member_by_number(request_session(), person_id)
    return _file(form, Wanted(of_person=member.person_id), f"persoon-{member.person_id}")


@blueprint.get("/account/geschiedenis")
@requires(*EVERYONE)
def own() -> ResponseReturnValue:
    """What is kept about who asks, in the organisation that they work for now."""
    wanted = Wanted(of_person=signed_in().person_id)
    return _page("webapp/history/own.html", wanted, _Place(".own", ".own_as_file", {}))


@blueprint.get(f"/account{_FORMATS}")
@requires(*EVERYONE)
@asks_proof
def own_as_file(form: str) -> Response:
    return _file(form, Wanted(of_person=signed_in().person_id), "van-mij")


def _page(template: str, of: Wanted, place: _Place, **about: Any) -> ResponseReturnValue:
    """With 422 when a day of the period is none."""
    session, asked = request_session(), request.args
    days, errors = {name: asked.get(name, "").strip() for name in ("van", "tot")}, {}
    read = {name: read_day(written) for name, written in days.items()}
    for name, written in days.items():
        if written and read[name] is None:
            errors[name] = as_dates_are_written()
    group = asked.get("soort", "")
    wanted = Wanted(
        study_id=of.study_id,
        of_person=of.of_person,
        by_person=asked.get("wie", type=read_number),
        group=Group(group) if group in set(Group) else None,
        since=read["van"],
        until=read["tot"],
    )
    page, lines = page_of_history(session, wanted, asked.get("bladzijde", 1, type=read_number))
    chosen = {name: word for name in ("soort", "wie", "van", "tot") if (word := asked.get(name, "").strip())}
    shown = render_template(
        template,
        page=page,
        lines=lines,
        place=place,
        chosen=chosen,
        errors=errors,
        groups=[("", _("Alles"))] + [(one.value, one.dutch) for one in Group],
        people=[] if of.of_person else _people(of),
        files={form: url_for(place.file, form=form, **place.values) for form in ("csv", "json")},
        organisation=_own_organisation(),
        **about,
    )
    return shown, 422 if errors else 200


def _people(of: Wanted) -> list[tuple[str, str]]:
    """To choose from, by name."""
    names = person_names(request_session(), people_in(request_session(), of))
    by_name = sorted(names.items(), key=lambda one: (one[1], one[0]))
    return [("", _("Iedereen")), *((str(number), name) for number, name in by_name)]


def _file(form: str, wanted: Wanted, name: str, *, is_whole: bool = False) -> Response:
    lines = whole_history(request_session(), wanted)
    content = history_csv(lines) if form == "csv" else history_json(lines, is_whole=is_whole)
    response = Response(content, mimetype="text/csv" if form == "csv" else "application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="geschiedenis-{name}.{form}"'
    return response


def _own_organisation() -> Organisation:
    return request_session().get_one(Organisation, signed_in().organisation_id)
