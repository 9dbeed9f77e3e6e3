"""What is new in the public figures of a measurement, for who follows it with a feed reader: RSS 2.0.

An item says that there is something new and where, never how much: that the page tells.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.etree import ElementTree  # nosec B405 # writes; parses nothing

from sqlmodel import Session

from feedback.measurements.models import Measurement
from feedback.reviews.published import review_months
from feedback.scores.for_everybody import public_figures
from feedback.scores.published import closings
from foundation.clock import today
from foundation.dutch import _, language, month_and_year

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50


@dataclass(frozen=True)
class Addresses:
    """Where what is told of stands, in full."""

    page: str
    reviews: str
    feed: str


@dataclass(frozen=True)
class Item:
    """`key` stays the same as long as the item is there."""

    key: str
    title: str
    link: str
    on: date


def feed_of(session: Session, measurement: Measurement, addresses: Addresses) -> bytes:
    """The newest first."""
    ElementTree.register_namespace("atom", _ATOM)
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _tell(channel, "title", _("Wat mensen vinden van %(subject)s", subject=measurement.subject or measurement.name))
    _tell(channel, "link", addresses.page)
    _tell(channel, "description", _("Nieuwe cijfers en reviews. Een cijfer zegt hoe tevreden mensen zijn."))
    _tell(channel, "language", language())
    own = {"href": addresses.feed, "rel": "self", "type": "application/rss+xml"}
    ElementTree.SubElement(channel, f"{{{_ATOM}}}link", own)
    for one in items_of(session, measurement, addresses):
        _add(channel, one)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def items_of(session: Session, measurement: Measurement, addresses: Addresses) -> list[Item]:
    """One for each time that a grade on the page was made anew, and one for each month with placed reviews."""
    rows = {one.provider_id: one for one in public_figures(session, measurement, today()).rows if one.grade}
    figures = [
        Item(
            f"{addresses.page}#{provider_id or 0}-{closed_on.isoformat()}",
            _("Nieuw cijfer over %(name)s", name=rows[provider_id].name),
            addresses.page,
            closed_on,
        )
        for provider_id, closed_on in closings(session, measurement.id, today())
        if provider_id in rows
    ]
    reviews = [
        Item(
            f"{addresses.reviews}#{month:%Y-%m}",
            _("Reviews over %(month)s", month=month_and_year(month)),
            addresses.reviews,
            month,
        )
        for month in review_months(session, measurement)
    ]
    return sorted([*figures, *reviews], key=lambda one: one.on, reverse=True)[:_MOST]


def _add(channel: ElementTree.Element, item: Item) -> None:
    element = ElementTree.SubElement(channel, "item")
    _tell(element, "title", item.title)
    _tell(element, "link", item.link)
    ElementTree.SubElement(element, "guid", isPermaLink="false").text = item.key
    _tell(element, "pubDate", format_datetime(datetime.combine(item.on, time(12), UTC)))


def _tell(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _without_controls(text)


def _without_controls(text: str) -> str:
    """XML has no place for these."""
    return "".join(sign for sign in text if sign.isprintable())
