"""A picture of an address that a telephone reads. It stands in the page: the policy lets no picture be data."""

import segno

from foundation.dutch import _


def qr_code(address: str) -> str:
    """An <svg> of black on white, whatever colours the page has."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(scale=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    label = _("QR-code voor je app")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
