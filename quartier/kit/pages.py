"""Long tables, page by page."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class Pages(Paginator[Any]):
    """The database sorts keys alone and reads whole rows only for the page that is shown.

    ``rows``: filtered and in their order; ``whole``: adds to them what a page shows; ``count``: of ``rows``, where known.
    """

    def __init__(
        self, rows: QuerySet[Any], per_page: int, whole: Callable[[QuerySet[Any]], QuerySet[Any]], count: int | None = None
    ) -> None:  # fmt: skip
        super().__init__(rows, per_page)
        self.rows, self.whole = rows, whole
        if count is not None:
            self.count = count

    def _get_page(self, keys: Any, number: int, paginator: Any) -> Page[Any]:
        # as a list: beside many joined tables PostgreSQL would join them for all rows before it looks at a subquery
        shown = self.rows.model._default_manager.filter(pk__in=list(keys.values_list("pk", flat=True)))
        return Page(self.whole(shown).order_by(*self.rows.query.order_by), number, self)
