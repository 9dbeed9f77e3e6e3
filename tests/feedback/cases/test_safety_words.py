"""Which words make a safety signal, and which do not."""

import pytest

from feedback.cases.safety_words import is_safety_signal


@pytest.mark.parametrize(
    "words",
    [
        "Hij heeft mij geslagen.",
        "Mijn kleinzoon durft niet naar huis.",
        "Ik ben bang voor mijn man.",
        "Soms wil ik DOOD.",
        "Ze dacht aan zelfmoord",
        "gedachten aan suïcide",
        "De kinderen zijn in gevaar!",
        "We worden bedreigd door de buren.",
        "Ik wil niet meer leven.",
        "Het is thuis niet veilig.",
        "Hij sloeg mij waar de kinderen bij waren.",
    ],
)
def test_it_finds(words: str) -> None:
    assert is_safety_signal(words)


@pytest.mark.parametrize(
    "words",
    [
        "Dat sloeg nergens op.",
        "Ik ben geslaagd voor mijn examen.",
        "Ik was doodmoe van al dat bellen.",
        "Het is een doodlopende weg.",
        "Een gevaarlijk kruispunt bij de school.",
        "Ik was bang voor de rekening.",
        "Niemand belde terug.",
        "",
    ],
)
def test_it_leaves_alone(words: str) -> None:
    assert not is_safety_signal(words)
