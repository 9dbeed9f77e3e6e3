"""What is made up and what is told, in the words that stand above every story."""

from foundation.dutch import _


def fiction_statement() -> str:
    """What stands above every story."""
    return _("Verzonnen persoon, echte ervaringen")


def not_real(name: str) -> str:
    """What a reader must know first: the person and the details are made up, the experiences were told."""
    if is_several(name):
        return _(
            "%(name)s bestaan niet. Ook details, zoals een hobby of een tuin, zijn verzonnen. "
            "Wat zij meemaken, is ons echt verteld.",
            name=name,
        )
    return _(
        "%(name)s bestaat niet. Ook details, zoals een hobby of een tuin, zijn verzonnen. "
        "De ervaringen zijn ons echt verteld.",
        name=name,
    )


def is_several(name: str) -> bool:
    """Whether the persona is more than one person: 'Mirjam en Daan'."""
    return " en " in name
