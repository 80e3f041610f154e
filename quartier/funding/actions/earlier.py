"""Cases of the time before come in by lists and go with them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from quartier.areas.models import Area
from quartier.funding.models import EarlierCase
from quartier.history.actions import action
from quartier.kit.importer import chunks

BATCH = 500  # rows a statement


@action
def add_earlier_cases(*, area: Area, cases: Sequence[Mapping[str, Any]], by: Any = None) -> list[EarlierCase]:
    """Keep rows of a list as closed cases; ``cases``: columns of ``EarlierCase``, days as ISO texts.

    Before: none of the keys is there. Effect: one row each, told in the history by the import as a whole. After: they
    are found beside the applications of the same applicant; they have no ledger and no notice.
    """
    rows = [EarlierCase(area=area, **{**values, "decided_on": _day(values.get("decided_on"))}) for values in cases]
    return EarlierCase.objects.bulk_create(rows, batch_size=BATCH)


@action
def remove_earlier_cases(*, cases: Sequence[EarlierCase], by: Any = None) -> None:
    """Take out what a list brought, when the whole list is taken back."""
    for part in chunks([case.pk for case in cases]):
        EarlierCase.objects.filter(pk__in=part).delete()


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
