"""'Wie spreekt er?' in two tabs: what this page changed, laid over what was filled in elsewhere."""

from collections.abc import Mapping, Sequence

from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from foundation.forms.dates import read_day
from foundation.forms.laid_over import carried, laid_over, seen_in, stored_meanwhile
from interviews.transcripts.forms import to_keep


class FilledInElsewhere(ResearcherError):
    """The page that was sent does not show all that is filled in by now."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "In een ander tabblad is hier intussen iets anders ingevuld. Dat staat hieronder, met wat je hier zelf "
                "invulde. Er is nog niets overgenomen. Kijk het na en neem het dan over."
            )
        )


def as_seen(shown: Mapping[str, str], labels: Sequence[str]) -> str:
    """What the page of these speakers shows, as it carries that along: by label, since mending changes their order."""
    return carried(to_keep(shown, labels, {}))


class SentPreview:
    """A page that was sent, over what is `shown` of the transcript by now. `labels`: its speakers, if known."""

    def __init__(self, form: Mapping[str, str], shown: Mapping[str, str], labels: Sequence[str]) -> None:
        seen = seen_in(form.get("seen", ""))
        showed = [name.removeprefix("name:") for name in seen if name.startswith("name:")]
        self._sent = seen | to_keep(form, showed or labels, {})
        self._laid = laid_over(to_keep(shown, labels, {}), self._sent, seen)

    @property
    def kept(self) -> dict[str, str]:
        return {name: self._laid.values.get(name, text) for name, text in self._sent.items()}

    @property
    def seen(self) -> str:
        """What the page has seen, once this is kept."""
        return carried(self._sent)

    @property
    def is_behind(self) -> bool:
        """Something was filled in elsewhere that this page does not show."""
        return bool(self._laid.both) or self.kept != self._sent

    def sentences(self, labels: Sequence[str], respondents: Sequence[tuple[str, str]]) -> dict[str, str]:
        """By field of the form: what is stored where both filled in something else."""
        fields = {f"name:{label}": f"speaker-{index}-name" for index, label in enumerate(labels)}
        fields["other_role"] = "role"
        both = self._laid.both.items()
        return {fields.get(name, name): stored_meanwhile(_in_words(name, text, respondents)) for name, text in both}


def _in_words(name: str, text: str, respondents: Sequence[tuple[str, str]]) -> str:
    if name == "respondent":
        return dict(respondents).get(text, text)
    day = read_day(text) if name == "held_on" else None
    return long_date(day) if day else text
