"""What a list of measures holds, and what readers see of it."""

import re

from flask.testing import FlaskClient

from journeys.models import Journey

LIST = "/onderzoeken/jeugdhulp/maatregelen/"
SENT = {"state": "busy", "reason": "", "result": "", "what": "", "when": ""}


def public(client: FlaskClient, journey: Journey) -> str:
    return client.get(f"/verhalen/{journey.slug}").text


def asked(page: str) -> list[str]:
    """The names of the questions why a word may stand."""
    return re.findall(r'<select[^>]* name="(why:[^"]+)"', page)


def public_after(client: FlaskClient, journey: Journey, measure: int, result: str) -> str:
    assert client.post(f"{LIST}{measure}", data=SENT | {"result": result}).status_code == 303
    return public(client, journey)


def words_of(page: str) -> list[str]:
    return re.findall(r"woorden=(\d+)", page)


def figure(page: str, of: str) -> int:
    found = re.search(rf'<b class="figure">(\d+)</b> {of}', page)
    return int(found[1]) if found else 0


def form_of(page: str, measure: int) -> dict[str, str]:
    """What the form of this measure holds."""
    texts = re.findall(rf'<textarea[^>]* name="(\w+)-{measure}"[^>]*>\n?([^<]*)</textarea>', page)
    (state,) = re.findall(rf'name="state-{measure}" value="(\w+)" checked', page)
    (when,) = re.findall(rf'name="when-{measure}"[^>]* value="([^"]*)"', page)
    return dict(texts) | {"state": state, "when": when}
