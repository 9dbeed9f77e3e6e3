"""Routes of the people of an organisation: everybody who is of it, what they become in new studies, and leaving."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import request_session, signed_in
from studies.access import MANAGERS, Role, requires
from studies.accounts.second_step.having import is_obligatory, obliged_of
from studies.accounts.second_step.helping import second_steps_by_person
from studies.models import Organisation, Study
from studies.people.attention import attention
from studies.people.granting import CountsChange, change_standing
from studies.people.held_roles import roles_by_person, roles_in_words
from studies.people.inviting import AlreadyHere, invitations
from studies.people.leaving import end_membership_of, membership_of
from studies.people.members import Member, member_by_number, members_of_organisation, roles_of
from webapp.people.rights import sees, sees_with

blueprint = Blueprint("staff", __name__, url_prefix="/organisatie/mensen")


@blueprint.get("")
@requires(*MANAGERS)
def everybody() -> str:
    session, me = request_session(), signed_in().person_id
    members, invited = members_of_organisation(session), invitations(session)
    numbers = [one.person_id for one in members]
    second_steps = second_steps_by_person(session, numbers)
    obliged = obliged_of(session, signed_in().organisation_id, numbers)
    return render_template(
        "webapp/people/of_organisation.html",
        organisation=own_organisation(),
        members=members,
        held=roles_by_person(session),
        roles_in_words=roles_in_words,
        second_steps=second_steps,
        obliged=obliged,
        invited=invited,
        attention=attention(members, {one for one in obliged if not second_steps[one]}, invited),
        places={number: url_for(".one", person_id=number) for number in numbers if number != me},
        titles=dict(session.exec(select(Study.id, Study.title)).all()),
        sees_with=sees_with,
    )


@blueprint.get("/erbij")
@requires(*MANAGERS)
def choose() -> str:
    return inviting_page()


@blueprint.get("/<int:person_id>")
@requires(*MANAGERS)
def one(person_id: int) -> str:
    return one_page(member_by_number(request_session(), person_id))


@blueprint.post("/<int:person_id>")
@requires(*MANAGERS)
def change(person_id: int) -> ResponseReturnValue:
    """What they become in studies that begin later."""
    session, named = request_session(), request.form.get("role", "")
    member = member_by_number(session, person_id)
    if named not in set(Role):
        return one_page(member, _("Kies een rol.")), 422
    try:
        change_standing(session, membership_of(session, person_id), Role(named))
    except ResearcherError as error:
        return one_page(member, str(error)), error.status
    flash(_("Bewaard. In nieuwe onderzoeken is %(name)s voortaan %(role)s.", name=member.name, role=Role(named).dutch))
    return redirect(url_for(".one", person_id=person_id))


@blueprint.get("/<int:person_id>/weg")
@requires(*MANAGERS)
def ask_end(person_id: int) -> str:
    return _ask_end(member_by_number(request_session(), person_id))


@blueprint.post("/<int:person_id>/weg")
@requires(*MANAGERS)
def end(person_id: int) -> ResponseReturnValue:
    member = member_by_number(request_session(), person_id)
    try:
        end_membership_of(request_session(), person_id)
    except ResearcherError as error:
        return _ask_end(member, str(error)), error.status
    flash(_("%(name)s hoort niet meer bij je organisatie en kan er niet meer in.", name=member.name))
    return redirect(url_for(".everybody"))


def inviting_page(
    email: str = "",
    errors: dict[str, str] | None = None,
    *,
    asked: CountsChange | None = None,
    already: AlreadyHere | None = None,
) -> str:
    """Somebody for all studies of the organisation, and those to come."""
    return render_template(
        "webapp/people/invite.html",
        organisation=own_organisation(),
        email=email,
        errors=errors or {},
        chosen=request.form.get("role", ""),
        asked=asked,
        already=already.person if already else None,
        roles=tuple(Role),
        sees=sees,
    )


def own_organisation() -> Organisation:
    return request_session().get_one(Organisation, signed_in().organisation_id)


def one_page(member: Member, error: str = "", trouble: str = "") -> str:
    """`error`: why the role was not taken; `trouble`: why something else was not."""
    return render_template(
        "webapp/people/member.html",
        organisation=own_organisation(),
        member=member,
        studies=roles_of(request_session(), member.person_id),
        roles=tuple(Role),
        sees=sees,
        error=error,
        trouble=trouble,
        second_step=second_steps_by_person(request_session(), [member.person_id])[member.person_id],
        is_obliged=is_obligatory(request_session(), signed_in().organisation_id, member.person_id),
        is_me=member.person_id == signed_in().person_id,
    )


def _ask_end(member: Member, error: str = "") -> str:
    return render_template(
        "webapp/people/leaving/end.html",
        organisation=own_organisation(),
        member=member,
        studies=roles_of(request_session(), member.person_id),
        error=error,
    )
