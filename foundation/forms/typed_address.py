"""An address as somebody typed or copied it, with a sign of the sentence that it stood in."""

_OF_THE_SENTENCE = " .,;:!?)]>’”\"'"


def without_signs(typed: str) -> str:
    """The part of an address, without what came along behind or before it; none of ours begins or ends so."""
    return typed.strip(_OF_THE_SENTENCE)
