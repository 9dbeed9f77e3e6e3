"""What goes over the wire: names and addresses as they are, and no header that nobody meant."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from foundation.mail.addresses import address_of
from foundation.mail.contents import Contents
from foundation.mail.letter import Letter, as_html, as_text
from foundation.mail.mime import as_message
from foundation.mail.outbox import Message, _contents
from webapp.settings import ROOT

MOMENT = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("MIME-Version", "Content-Type"),
}
EVIL = "x\r\nBcc: iedereen@voorbeeld.nl\r\n\r\nHallo"


def wire(contents: Contents, sender: str = "verhalen@lindermeer.example") -> bytes:
    return as_message(contents, sender, "<kenmerk@lindermeer.example>", MOMENT).as_bytes()


def read(sent: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(sent, policy=policy.default))


def contents(to: str = "piet@voorbeeld.nl", subject: str = "Leest u mee?", **more: Any) -> Contents:
    return _contents(Message("test", Letter(subject, "Dag Piet,", ("Leest u mee?",)), to, **more))


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200))
def test_whatever_somebody_is_called_one_reader_gets_it(name: str, sender_name: str, subject: str) -> None:
    sent = wire(contents(subject=subject, name=name, sender_name=sender_name))
    arrived = read(sent)
    assert set(arrived.keys()) == HEADERS
    assert [one.addr_spec for one in arrived["To"].addresses] == ["piet@voorbeeld.nl"]
    assert [one.addr_spec for one in arrived["From"].addresses] == ["verhalen@lindermeer.example"]
    assert arrived["Subject"] == one_line(subject)
    assert all(len(line) <= 998 for line in sent.split(b"\r\n"))
    assert sent.isascii()


@pytest.mark.parametrize("name", ["José van 't Hof", "Jansen, Piet", 'Piet "de Bril" Jansen', "Đặng 王 أحمد", "p@t.nl"])
def test_names_arrive_as_they_are_written(name: str) -> None:
    header = re.search(rb"^To: (.*?)\r\n(?! )", wire(contents(name=name)), re.M | re.S)
    assert header
    shown = str(make_header(decode_header(header[1].decode()))).replace("\r\n", "")
    assert shown.replace("\\", "").replace('"', "") == f"{name} <piet@voorbeeld.nl>".replace('"', "")


@pytest.mark.parametrize("field", ["name", "sender_name", "unsubscribe"])
def test_no_field_brings_a_header_along(field: str) -> None:
    arrived = read(wire(contents(**{field: EVIL})))
    assert "Bcc" not in arrived
    assert set(arrived.keys()) - {"List-Unsubscribe"} == HEADERS


def test_no_subject_or_address_brings_a_header_along() -> None:
    assert "Bcc" not in read(wire(contents(subject=EVIL)))
    for addresses in ({"to": EVIL}, {"answers_to": EVIL}, {"to": "piet@voorbeeld.nl\r\nBcc: a@voorbeeld.nl"}):
        with pytest.raises(ResearcherError):
            contents(**addresses)


@given(st.one_of(st.emails(), st.text(max_size=60), st.from_regex(r"\S{1,9}@\S{1,9}\.nl", fullmatch=True)))
def test_an_address_is_refused_or_gets_the_message(written: str) -> None:
    try:
        to = address_of(written)
    except ResearcherError:
        return
    assert to.isascii()
    assert [one.addr_spec for one in read(wire(contents(to)))["To"].addresses] == [to]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jan@Müller.nl", "jan@xn--mller-kva.nl"),
        ("jan@straße.de", "jan@xn--strae-oqa.de"),
        (" mailto:Jan@Voorbeeld.NL", "Jan@voorbeeld.nl"),
        ("jan+lezen@sub.voorbeeld.nl", "jan+lezen@sub.voorbeeld.nl"),
    ],
)
def test_an_address_is_the_one_that_mail_servers_know(written: str, meant: str) -> None:
    assert address_of(written) == meant


def test_how_to_get_no_more_stands_in_the_headers() -> None:
    page = "https://verhalen.lindermeer.example/geen-mail/" + "a1-_" * 20
    sent = wire(contents(unsubscribe=page))
    assert f"List-Unsubscribe: <{page}>\r\n".encode() in sent, "whole: in pieces nobody can follow it"
    assert read(sent)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    by_mail = read(wire(contents(unsubscribe="mailto:info@lindermeer.example?subject=Geen%20e-mail")))
    assert by_mail["List-Unsubscribe"] == "<mailto:info@lindermeer.example?subject=Geen%20e-mail>"
    assert "List-Unsubscribe-Post" not in by_mail, "one click is for a page"
    assert "List-Unsubscribe" not in read(wire(contents()))


def test_long_words_and_lonely_dots_arrive() -> None:
    words = ("x" * 2000, ".", "..", "From hier", "ë = é")
    letter = Letter("Leest u mee?", "Dag Piet,", words)
    arrived = read(wire(_contents(Message("test", letter, "piet@voorbeeld.nl"))))
    text, page = (part.get_content() for part in arrived.iter_parts())  # type: ignore[attr-defined]
    assert [one in text for one in words] == [True] * 5
    assert "x" * 2000 in page


def test_text_and_page_say_the_same() -> None:
    letter = Letter(
        "Leest u mee?",
        "Dag <Piet> & Annie,",
        ("Eerst.", "Dan."),
        ("Lees", "https://x.example/?a=1&b=2"),
        ("Daarna.",),
        ("Groet,", "Lotte"),
        ("Waarom.",),
    )
    text, page = as_text(letter), as_html(letter)
    assert text == (
        "Dag <Piet> & Annie,\n\nEerst.\n\nDan.\n\nLees:\nhttps://x.example/?a=1&b=2\n\nDaarna.\n\nGroet,\nLotte\n\nWaarom.\n"
    )
    for said in ("Dag &lt;Piet&gt; &amp; Annie,", "Eerst.", "Dan.", ">Lees<", "Daarna.", "Groet,<br>Lotte", "Waarom."):
        assert said in page
    assert 'href="https://x.example/?a=1&amp;b=2"' in page
    assert '<html lang="nl">' in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!https://x\.example)', page) == [], "it fetches nothing"


def test_a_page_in_mail_has_the_colours_of_the_product() -> None:
    template = Path(ROOT / "templates/foundation/mail/letter.html").read_text()
    tokens = Path(ROOT / "static/css/tokens.css").read_text()
    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", template))
    assert colours
    assert {colour for colour in colours if f": {colour};" not in tokens} == set()
