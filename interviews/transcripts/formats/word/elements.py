"""Elements of Word's XML by their local names, which the transitional and the strict variant of the format share."""

from functools import lru_cache

from lxml import etree

_OFF = {"0", "false", "off", "none"}


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local_name(element: etree._Element) -> str:
    return _local(element.tag)


def child_of(element: etree._Element | None, wanted: str) -> etree._Element | None:
    """The first child with this name."""
    for one in element if element is not None else ():
        if _local(one.tag) == wanted:
            return one
    return None


def value(element: etree._Element | None, attribute: str) -> str:
    """An attribute by its local name, since its namespace differs between the variants; '' when absent."""
    if element is None:
        return ""
    return next((str(found) for key, found in element.items() if str(key).rpartition("}")[2] == attribute), "")


def switched_on(element: etree._Element | None) -> bool:
    return element is not None and value(element, "val") not in _OFF
