"""The signatures (电子签章) of an OFD: whether there are any, and whether the parts they name are still as signed.

That a part has the digest that was signed for it says it was not changed carelessly; who signed is not verified.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterator, Sequence
from typing import Final

from funds.einvoice.invoice import Problem, Signature
from funds.einvoice.ofd import ENTRY, Ofd
from funds.einvoice.xml import Node

__all__ = ["stamped"]

#: How a signature names its digests: by word or by number (SM3, MD5, SHA-1, SHA-256).
_DIGESTS: Final = {
    "sm3": "sm3", "1.2.156.10197.1.401": "sm3", "md5": "md5", "1.2.840.113549.2.5": "md5",
    "sha1": "sha1", "sha-1": "sha1", "1.3.14.3.2.26": "sha1", "sha256": "sha256", "2.16.840.1.101.3.4.2.1": "sha256",
}  # fmt: skip


def stamped(ofd: Ofd, data: Sequence[str]) -> tuple[Signature, tuple[Problem, ...]]:
    """Look at the signatures of an OFD; `data` are the parts that hold its invoices."""
    said = ofd.body.first("Signatures")
    if not said:
        return "absent", ()
    listed = ofd.placed(ENTRY, said, also=ofd.root)
    if not listed:
        return "absent", (Problem("signature-broken", {"part": said}),)
    problems: list[Problem] = []
    covered: set[str] = set()
    count = 0
    for signature in ofd.xml(listed).all("Signature"):
        place = ofd.placed(listed, signature.attributes.get("BaseLoc", ""), also=ofd.root)
        value = _value(ofd, place)
        if not value:
            problems.append(Problem("signature-broken", {"part": place or signature.attributes.get("BaseLoc", "")}))
            continue
        count += 1
        for part, found in _parts(ofd, place):
            covered.add(part)
            problems += found
    if count:
        problems += [Problem("data-unsigned", {"part": part}) for part in data if part not in covered]
    return "present" if count else "absent", tuple(problems)


def _value(ofd: Ofd, place: str) -> bytes:
    """Give the signed value itself; empty where there is none."""
    part = ofd.placed(place, ofd.xml(place).first("SignedValue"), also=ofd.root) if place else ""
    return ofd.archive.content(part) if part else b""


def _parts(ofd: Ofd, place: str) -> Iterator[tuple[str, list[Problem]]]:
    """Give each part that a signature names, with what is wrong with it."""
    for references in ofd.xml(place).all("SignedInfo/References"):
        method = _DIGESTS.get(references.attributes.get("CheckMethod", "MD5").strip().lower(), "")
        for reference in references.all("Reference"):
            said = reference.attributes.get("FileRef", "")
            part = ofd.placed(place, said, also=ofd.root)
            if not part:
                yield said, [Problem("signature-broken", {"part": said})]
            else:
                same = _same(ofd.archive.content(part), method, reference)
                yield part, [] if same else [Problem("signed-part-changed", {"part": part})]


def _same(content: bytes, method: str, reference: Node) -> bool:
    """Tell whether a part has the digest that was signed; one that cannot be reckoned is let be."""
    if method not in hashlib.algorithms_available:
        return True
    try:
        wanted = base64.b64decode(reference.first("CheckValue"), validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(wanted, hashlib.new(method, content, usedforsecurity=False).digest())
