"""The Dutch words of who asks a study's question, and of what its success is measured by."""

from foundation.dutch import _
from studies.models import Asker, Indicator


def asker_label(asker: Asker) -> str:
    return {
        Asker.CITIZEN: _("inwoner"),
        Asker.PROFESSIONAL: _("professional"),
        Asker.PROVIDER: _("aanbieder"),
        Asker.COMMISSIONER: _("opdrachtgever of financier"),
    }[asker]


def indicator_label(indicator: Indicator) -> str:
    return {
        Indicator.SATISFACTION: _("Tevredenheid"),
        Indicator.OUTPUT: _("Output"),
        Indicator.OUTCOME: _("Uitkomst"),
        Indicator.IMPACT: _("Impact"),
    }[indicator]


def indicator_meaning(indicator: Indicator) -> str:
    """What it measures, in plain words."""
    return {
        Indicator.SATISFACTION: _("Viel het mee of tegen? De ervaring, vergeleken met wat iemand verwachtte."),
        Indicator.OUTPUT: _("Hoeveel is er gedaan? Bijvoorbeeld het aantal gesprekken of trajecten."),
        Indicator.OUTCOME: _("Is het doel bereikt? Bijvoorbeeld: het kind gaat weer naar school."),
        Indicator.IMPACT: _("Wat kwam er dóór de hulp? De uitkomst, min wat zonder hulp ook was gebeurd."),
    }[indicator]
