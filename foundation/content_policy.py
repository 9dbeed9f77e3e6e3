"""What a page may load, and in whose pages it may stand: the policy that goes with every answer."""

from collections.abc import Iterable


def content_policy(*, framed_by: Iterable[str] = (), frames_own: bool = False) -> str:
    """Nothing inline and nothing from elsewhere. `framed_by`: in whose pages it may stand in a frame, as origins or
    "'self'"; `frames_own`: whether it shows a page of this website in a frame.
    """
    framers = " ".join(framed_by) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            "object-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            *(["frame-src 'self'"] if frames_own else []),
            f"frame-ancestors {framers}",
        ]
    )
