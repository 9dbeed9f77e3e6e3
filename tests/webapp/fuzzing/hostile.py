"""What nobody means to send, and somebody will: values for fields, parts of addresses, JSON and files."""

import random
from typing import Any

TEXTS = (
    "",
    " ",
    "\t\n",
    "²",
    "१२",  # digits, of another script
    "-1",
    "0",
    "1e9",
    "NaN",
    "1.5",
    "9" * 5000,
    str(2**31),
    str(2**63),
    str(-(2**63) - 1),
    "ja",
    "nee",
    "on",
    "None",
    "a\0b",
    "a\r\nSet-Cookie: b=c",
    "\u202egarb",
    "e\u0301\u0301\u0301",
    "👩‍👩‍👧",
    "العربية",
    "\x01\x1f\x7f",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%(name)s %s %",
    "' or 1=1 --",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "//elders.example/",
    "javascript:alert(1)",
    "a@b",
    "a@b.nl",
    "31-02-2027",
    "1-9-2027",
    "0000-00-00",
    "9999-12-31",
    "99:99",
    '"[]{}\\',
    "[[[[[[[[",
    "w" * 300,
    "woord " * 12_000,
)
JSON: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1,
    7,
    2**31,
    2**70,
    1.5,
    1e308,
    "",
    "x",
    "\ud800",
    [],
    {},
    [[[]]],
    {"a": {"b": []}},
    [1, "a", None],
)
FILES = (
    ("", b""),
    ("leeg.docx", b""),
    ("gesprek.txt", b"I: Hoe begon het?\nR: Met een brief van Sanne.\n" * 3),
    ("gesprek.txt", bytes(range(256)) * 40),
    ("gesprek.vtt", b"WEBVTT\n\n00:00.000 --> 99:99:99.999\n<v \xff>hoi\n"),
    ("gesprek.srt", b"1\n00:00:01,000 --> 00:00:02,000\nhoi\n"),
    ("half.docx", b"PK\x03\x04" + b"\0" * 60),
    ("lijst.csv", b"Naam;Tel;Geboortedatum\n" + b"Ans;06-12345678;1-1-1950\n" * 3),
    ("lijst.csv", b'"open;\n;;;;;\n\0\0'),
    ("lijst.xlsx", b"PK\x05\x06" + b"\0" * 18),
    ("../../\0weg.exe", b"MZ"),
    ("boek.json", b'{"codes": [[[[['),
    ("w" * 400 + ".txt", b"hoi"),
)


def some_json(chance: random.Random, names: list[str]) -> Any:
    """Mostly an object with names that are asked for; now and then anything."""
    if chance.random() < 0.1:
        return chance.choice(JSON)
    return {name: chance.choice([*JSON, chance.randrange(60), chance.choice(TEXTS)]) for name in names}
