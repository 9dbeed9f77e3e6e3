"""Routes of the people of one study: who may do what in it, and giving and taking a role."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, func, select

from coding.models import Segment
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.request_session import request_session, signed_in
from studies.access import MANAGERS, STUDY_ROLES, Role, requires
from studies.accounts.second_step.having import obliged_of
from studies.accounts.second_step.helping import second_steps_by_person
from studies.models import Organisation, Study
from studies.people.attention import attention
from studies.people.granting import CountsChange, give_role, role_in, take_role
from studies.people.inviting import AlreadyHere, invitations
from studies.people.leaving import membership_of
from studies.people.members import Member, member_by_number, members_of_study, not_in_study
from studies.planning import study_by_slug
from webapp.people.rights import rights, sees

blueprint = Blueprint("people", __name__, url_prefix="/onderzoeken/<slug>/mensen")

_DOING = (Role.RESEARCHER, Role.SECOND_CODER, Role.ADMINISTRATOR)


@blueprint.get("")
@requires(*MANAGERS)
def of_study(slug: str) -> str:
    session, me = request_session(), signed_in().person_id
    study = study_by_slug(session, slug)
    members, invited = members_of_study(session, study.id), invitations(session, study.id)
    numbers = [one.person_id for one in members]
    second_steps = second_steps_by_person(session, numbers)
    obliged = obliged_of(session, signed_in().organisation_id, numbers)
    return render_template(
        "webapp/people/of_study.html",
        study=study,
        groups=(
            (_("Wie het onderzoek doet of beheert"), [one for one in members if one.role in _DOING]),
            (_("Gemeente"), [one for one in members if one.role not in _DOING]),
        ),
        everybody_here=members,
        invited=invited,
        attention=attention(members, {one for one in obliged if not second_steps[one]}, invited),
        places={number: url_for(".one", slug=slug, person_id=number) for number in numbers if number != me},
        rights=rights(),
        roles=STUDY_ROLES,
        sees=sees,
        second_steps=second_steps,
        obliged=obliged,
        organisation=session.get_one(Organisation, signed_in().organisation_id),
    )


@blueprint.get("/erbij")
@requires(*MANAGERS)
def choose(slug: str) -> str:
    return choosing_page(study_by_slug(request_session(), slug))


@blueprint.post("/erbij")
@requires(*MANAGERS)
def add(slug: str) -> ResponseReturnValue:
    """A colleague who has an account here."""
    session = request_session()
    study = study_by_slug(session, slug)
    role = asked_role()
    if role is None:
        return choosing_page(study, errors={"role": _("Kies een rol.")}), 422
    member = member_by_number(session, request.form.get("person", 0, type=read_number))
    membership_of(session, member.person_id)
    try:
        give_role(session, study, member.person_id, role, coded=coded_by(session, study, member.person_id))
    except CountsChange as asked:  # somebody who coded here before
        return _one(study, member, role, asked=asked), 422
    flash(_("%(name)s werkt nu mee als %(role)s.", name=member.name, role=role.dutch))
    return redirect(url_for(".of_study", slug=slug))


@blueprint.get("/<int:person_id>")
@requires(*MANAGERS)
def one(slug: str, person_id: int) -> str:
    return _one(study_by_slug(request_session(), slug), member_by_number(request_session(), person_id))


@blueprint.post("/<int:person_id>")
@requires(*MANAGERS)
def change(slug: str, person_id: int) -> ResponseReturnValue:
    session = request_session()
    study, member, role = study_by_slug(session, slug), member_by_number(session, person_id), asked_role()
    membership_of(session, person_id)
    if role is None:
        return _one(study, member, error=_("Kies een rol.")), 422
    is_meant, coded = request.form.get("meant") == "ja", coded_by(session, study, person_id)
    try:
        give_role(session, study, person_id, role, coded=coded, is_meant=is_meant)
    except CountsChange as asked:
        return _one(study, member, role, asked=asked), 422
    except ResearcherError as error:
        return _one(study, member, role, error=str(error)), error.status
    flash(_("%(name)s is nu %(role)s in dit onderzoek.", name=member.name, role=role.dutch))
    return redirect(url_for(".of_study", slug=slug))


@blueprint.post("/<int:person_id>/weg")
@requires(*MANAGERS)
def remove(slug: str, person_id: int) -> ResponseReturnValue:
    session = request_session()
    study, member = study_by_slug(session, slug), member_by_number(session, person_id)
    try:
        take_role(session, study, person_id)
    except ResearcherError as error:
        return _one(study, member, error=str(error)), error.status
    flash(_("%(name)s ziet dit onderzoek niet meer. Wat hij of zij deed, blijft staan.", name=member.name))
    return redirect(url_for(".of_study", slug=slug))


def asked_role() -> Role | None:
    """The role that a form names; None when it names none."""
    named = request.form.get("role", "")
    return Role(named) if named in set(STUDY_ROLES) else None


def choosing_page(
    study: Study,
    email: str = "",
    errors: dict[str, str] | None = None,
    *,
    asked: CountsChange | None = None,
    already: AlreadyHere | None = None,
) -> str:
    """A colleague from the organisation, or somebody who is invited."""
    return render_template(
        "webapp/people/add.html",
        study=study,
        others=not_in_study(request_session(), study.id),
        email=email,
        errors=errors or {},
        chosen=request.form.get("role", ""),
        asked=asked,
        already=None if already is None or already.is_for_list else already.person,
        roles=STUDY_ROLES,
        sees=sees,
        organisation=request_session().get_one(Organisation, signed_in().organisation_id),
    )


def _one(
    study: Study, member: Member, chosen: Role | None = None, error: str = "", asked: CountsChange | None = None
) -> str:
    session = request_session()
    now = role_in(session, study.id, member.person_id)
    return render_template(
        "webapp/people/one.html",
        study=study,
        member=member,
        now=now,
        chosen=chosen or now,
        error=error,
        asked=asked,
        is_me=member.person_id == signed_in().person_id,
        coded=coded_by(session, study, member.person_id),
        roles=STUDY_ROLES,
        sees=sees,
    )


def coded_by(session: Session, study: Study, person_id: int) -> int:
    """How many segments of theirs a study holds."""
    query = select(func.count(col(Segment.id))).where(Segment.study_id == study.id, Segment.coder_id == person_id)
    return session.exec(query).one()
