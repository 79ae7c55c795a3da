"""Names of schemas."""

from __future__ import annotations

import re


def pascal(identifier: str) -> str:
    """`order-item` and `order_item` as `OrderItem`; distinct ids that meet here
    are refused before, since they would meet in every target.
    """
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_]+", identifier) if part)
