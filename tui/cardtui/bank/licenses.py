"""Whether a text is a license as SPDX writes it: the list is that of `packaging`."""

from __future__ import annotations

_LONGEST = 500
"""Characters of an expression that is looked up."""


def license_doubt(text: str) -> str | None:
    """What there is to say of a text that is no expression of SPDX ids; None where it is one.

    It may be right all the same: many models have a license of their own, which has no id.
    """
    if _expression(text):
        return None
    if meant := _expression(text.strip().replace(" ", "-")):
        return f"SPDX writes it {meant}"
    return "SPDX has no such license id: look at the spelling, or keep the name if there is no id"


def _expression(text: str) -> str:
    """The expression as SPDX writes it, for which capitals do not matter; empty where it is none."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    if len(text) > _LONGEST:
        return ""
    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return ""
