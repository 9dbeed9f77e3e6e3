"""The tabs above a study. A tab is there for who may open its page, so tab and door cannot disagree."""

from dataclasses import dataclass

from flask import request, url_for

from foundation.dutch import _, translatable
from webapp.requests.guard import may_open

# Label and endpoint; a tab is current for its whole blueprint.
_TABS = (
    (translatable("Overzicht"), "overview.page"),
    (translatable("Interviews"), "interviews.all_interviews"),
    (translatable("Coderen"), "coding.start"),
    (translatable("Thema’s"), "themes.overview"),
    (translatable("Klantreizen"), "journeys.all_journeys"),
    (translatable("Leesronde"), "review.all_rounds"),
    (translatable("Maatregelen"), "measures.all_measures"),
)
# Pages, or all pages of a blueprint, that stand under the tab of another one.
_UNDER = {
    **dict.fromkeys(
        (
            "coding.topics",
            "coding.topic",
            "coding.take_passages",
            "coding.rearrange",
            "coding.left_over",
            "coding.take_left_over",
            "coding.program_as_coder",
        ),
        "themes.overview",
    ),
    "respondents": "interviews.all_interviews",
    "call_list": "interviews.all_interviews",
    "interview_deletion": "interviews.all_interviews",
    **dict.fromkeys(("studies", "study_deletion", "people", "trail"), "overview.page"),
    **dict.fromkeys(("study_facts", "exports"), "journeys.all_journeys"),
}


@dataclass(frozen=True)
class Tab:
    label: str
    href: str
    is_current: bool


def study_tabs(slug: str) -> list[Tab]:
    """The tabs that this person may open."""
    here = _under(request.endpoint or "")
    current = max((endpoint for _label, endpoint in _TABS), key=lambda endpoint: _closeness(here, endpoint))
    return [
        Tab(
            _(label),
            url_for(endpoint, slug=slug),
            endpoint == current and here.split(".")[0] == endpoint.split(".")[0],
        )
        for label, endpoint in _TABS
        if may_open(endpoint)
    ]


def _under(endpoint: str) -> str:
    """The page whose tab is current while this endpoint is shown."""
    return _UNDER.get(endpoint) or _UNDER.get(endpoint.split(".")[0], endpoint)


def _closeness(here: str, endpoint: str) -> int:
    """2: this very page; 1: the first tab of the same package; 0: another package."""
    if here == endpoint:
        return 2
    return int(here.split(".")[0] == endpoint.split(".")[0])
