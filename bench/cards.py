"""Seconds of the processor for sheets of cards, each with a square of its own. Run: python -m bench.cards"""

import sys
import time
from datetime import date

from exports.pdf.cards.sheets import CardSheets, cards_pdf
from feedback.codes.making import MOST_SHEETS, ON_A_SHEET
from feedback.codes.signs import new_code

LIMIT = 3.0
CARDS = 100
ADDRESS = "lindermeer.example/mening"


def main() -> None:
    """Print what 100 cards take, and the most that can be asked for at once; exit 1 when the limit is missed."""
    _seconds(1)  # reads fonts and hyphenation
    hundred = min(_seconds(CARDS) for _ in range(3))
    most = MOST_SHEETS * ON_A_SHEET
    met = hundred <= LIMIT
    print(f"{CARDS} cards: {hundred:.2f} s (limit {LIMIT:.0f} s): {'met' if met else 'MISSED'}")
    print(f"{most} cards, the most at once: {_seconds(most):.1f} s")
    sys.exit(0 if met else 1)


def _seconds(cards: int) -> float:
    """Of the processor: what else the machine does is not counted."""
    codes = tuple(new_code() for _ in range(cards))
    scanned = f"https://{ADDRESS}"
    sheets = CardSheets("Gemeente Lindermeer", "het spreekuur", ADDRESS, scanned, codes, date(2027, 1, 31))
    begin = time.process_time()
    cards_pdf(sheets)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
