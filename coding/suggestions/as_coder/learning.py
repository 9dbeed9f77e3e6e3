"""What the program learnt from, under its own name and version: proposals and figures are of that, and say so."""

import json
from collections import Counter
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sqlmodel import Session, col, func, select

from coding.models import Segment
from coding.suggestions.as_coder.models import Learning
from coding.suggestions.judging.material import Material
from coding.suggestions.spoken_languages import SpokenLanguages
from coding.visibility import counts, texts_taken_back
from foundation.dutch import _
from foundation.secrets.tokens import digest_of

_SHORT = 8


def learning_of(session: Session, study_id: int) -> Learning | None:
    """The last time that the program learnt in a study; None before anybody asked for suggestions."""
    return session.exec(select(Learning).where(Learning.study_id == study_id)).first()


def note_learning(
    session: Session,
    study_id: int,
    material: Material,
    *,
    encoder: str,
    moment: datetime,
    by_itself: bool,
    spoken: SpokenLanguages,
) -> Learning:
    """Write down what it learnt from now. What was measured before stays until it is measured anew."""
    learnt: dict[str, Any] = {
        "moment": moment,
        "by_itself": by_itself,
        "encoder": encoder,
        "program": program_version(),
        "digest": learnt_digest(material, encoder),
        "segments": len(material.codings),
        "interviews": len({one.source_id for one in material.codings}),
        "per_code": {str(code): count for code, count in per_code(material).items()},
        "language": spoken.main,
        "languages": {str(source_id): one for source_id, one in spoken.others.items()},
    }
    row = learning_of(session, study_id)
    if row is None:
        row = Learning(study_id=study_id, **learnt)
    for name, value in learnt.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row


def changed_since(session: Session, learning: Learning) -> int:
    """How many codings were made, given another code or removed since: at least so many."""
    of_study = (Segment.study_id == learning.study_id, counts())
    usable = col(Segment.source_id).not_in(texts_taken_back(session, learning.study_id))
    query = select(Segment.code_id, func.count()).where(*of_study, usable).group_by(col(Segment.code_id))
    before = Counter({int(code): count for code, count in learning.per_code.items()})
    there = Counter(dict(session.exec(query).all()))
    moved = max((there - before).total(), (before - there).total())
    made = select(func.count()).select_from(Segment).where(*of_study, usable, col(Segment.created_at) > learning.moment)
    return max(moved, session.exec(made).one())


def per_code(material: Material) -> Counter[int]:
    """How many segments each code has."""
    return Counter(one.code_id for one in material.codings)


def learnt_digest(material: Material, encoder: str) -> str:
    """Short, of the codebook, the codings, which interviews are done, and what read them."""
    learnt = {
        "encoder": encoder,
        "program": program_version(),
        "codes": [[one.code_id, one.name, one.definition, one.when_to_use, one.example] for one in material.codes],
        "codings": sorted([one.source_id, one.start, one.end, one.code_id, one.text] for one in material.codings),
        "done": sorted(one.source_id for one in material.conversations if one.is_done),
    }
    return digest_of(json.dumps(learnt))[:_SHORT]


def program_version() -> str:
    """The version of the product; empty where it is not installed as a package."""
    try:
        return version("verhaallijn")
    except PackageNotFoundError:
        return ""


def coder_name(learning: Learning) -> str:
    """What the program is called as a coder: 'Verhaallijn 0.1.0, met woorden en betekenis, 3f9a1c20'."""
    reads = _("met woorden en betekenis") if learning.encoder else _("met woorden")
    name = f"Verhaallijn {learning.program}".rstrip()
    return _("%(name)s, %(reads)s, %(digest)s", name=name, reads=reads, digest=learning.digest)
