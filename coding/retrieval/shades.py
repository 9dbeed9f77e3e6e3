"""How dark a square of the matrix is: the tint of a number, and the key to the tints."""

SHADES = 5
"""Tints from light to dark; 0 is an empty cell."""


def shade_of(number: int, most: int) -> int:
    """The tint of a number, 0 to SHADES: its own up to SHADES, in equal parts of `most` above that."""
    return number if most <= SHADES else -(-number * SHADES // most)


def key_of_shades(most: int) -> tuple[tuple[int, str], ...]:
    numbers: dict[int, list[int]] = {}
    for number in range(1, most + 1):
        numbers.setdefault(shade_of(number, most), []).append(number)
    return tuple(
        (shade, str(held[0]) if len(held) == 1 else f"{held[0]}–{held[-1]}") for shade, held in numbers.items()
    )
