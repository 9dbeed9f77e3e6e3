"""One line of 'Nu aan jou'."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """Something that waits for this person; `urgency` picks the icon's colour."""

    title: str
    why: str
    href: str
    icon: str
    urgency: str
