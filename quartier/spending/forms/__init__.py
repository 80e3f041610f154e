"""Clean input for the actions of spending."""

from quartier.spending.forms.beside import (
    BesideOthers,
)
from quartier.spending.forms.payments import (
    BookForm,
    OrderForm,
)
from quartier.spending.forms.receipts import (
    ReceiptFileForm,
    ReceiptForm,
    ReviewForm,
)
from quartier.spending.forms.settlements import (
    DecideForm,
    PhotoForm,
    ReportForm,
    ReturnForm,
)

__all__ = [
    "BesideOthers",
    "BookForm",
    "DecideForm",
    "OrderForm",
    "PhotoForm",
    "ReceiptFileForm",
    "ReceiptForm",
    "ReportForm",
    "ReturnForm",
    "ReviewForm",
]
