"""A language that nobody speaks: every sentence of the catalogue in ⟦brackets⟧, with åccénts.

It is made of locale/messages.pot and compiled as a real one. Where a page shows letters outside brackets that
nobody typed, a sentence does not come from the catalogue.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Domain

from webapp.commands.catalogue import TEMPLATE

LANGUAGE = "en"
"""Days and numbers are those of English: a Dutch month is seen as well."""

_LEFT_AS_IT_IS = re.compile(r"(%\(\w+\)[sd]|<[^>]*>|&\w+;)")
_ACCENTS = str.maketrans("aeiouAEIOU", "åéïöüÅÉÏÖÜ")


def disguised(sentence: str) -> str:
    """'Wacht op %(name)s.' -> '⟦Wåcht öp ⟧%(name)s⟦.⟧': what is filled in has to come from the catalogue by itself."""
    parts = _LEFT_AS_IT_IS.split(sentence)
    return "".join(f"⟦{part.translate(_ACCENTS)}⟧" if part and not at % 2 else part for at, part in enumerate(parts))


def speak_pseudo(app: Flask, folder: Path) -> None:
    """From now on the application speaks it, through its own locale selector and catalogues in `folder`."""
    file = folder / LANGUAGE / "LC_MESSAGES" / "messages.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as compiled:
        write_mo(compiled, _translated())
    app.config["LANGUAGE"] = LANGUAGE
    app.extensions["babel"].instance.domain_instance = Domain([str(folder)])


def _translated() -> Catalog:
    with TEMPLATE.open("rb") as sentences:
        template = read_po(sentences)
    catalog = Catalog(locale=LANGUAGE)
    for message in template:
        if isinstance(message.id, tuple):
            catalog.add(message.id, tuple(map(disguised, message.id)))
        elif message.id:
            catalog.add(message.id, disguised(message.id), context=message.context)
    return catalog
