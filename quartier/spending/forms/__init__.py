"""Clean input for the actions of spending."""

from quartier.spending.forms.beside import (
    BesideOthers,
)
from quartier.spending.forms.changes import ChangePaper, RefuseForm
from quartier.spending.forms.kept import file_of, token
from quartier.spending.forms.notices import (
    SOURCES,
    AmendForm,
    AmendPaper,
    BankForm,
    MoneyForm,
    RequestAnswerForm,
    RevokeForm,
    moment_of,
)
from quartier.spending.forms.payments import (
    BookForm,
    OrderForm,
)
from quartier.spending.forms.receipts import (
    WRITTEN,
    ReceiptFileForm,
    ReceiptForm,
    ReviewForm,
)
from quartier.spending.forms.settlements import (
    AnswerForm,
    CheckForm,
    DecideForm,
    InterimAnswerForm,
    InterimForm,
    PhotoForm,
    ReportForm,
    ReturnForm,
)
from quartier.spending.forms.sheets import (
    GoneForm,
    HoursForm,
    IncomeForm,
    InspectForm,
    PlaceForm,
    QuotesForm,
    ThingForm,
)

__all__ = [
    "AmendForm",
    "AmendPaper",
    "AnswerForm",
    "BankForm",
    "BesideOthers",
    "BookForm",
    "ChangePaper",
    "CheckForm",
    "DecideForm",
    "GoneForm",
    "HoursForm",
    "IncomeForm",
    "InspectForm",
    "InterimAnswerForm",
    "InterimForm",
    "MoneyForm",
    "OrderForm",
    "PhotoForm",
    "PlaceForm",
    "QuotesForm",
    "ReceiptFileForm",
    "ReceiptForm",
    "RefuseForm",
    "ReportForm",
    "RequestAnswerForm",
    "ReturnForm",
    "RevokeForm",
    "ReviewForm",
    "SOURCES",
    "WRITTEN",
    "ThingForm",
    "file_of",
    "moment_of",
    "token",
]
