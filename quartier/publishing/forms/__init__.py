from quartier.publishing.forms.barriers import AnswerForm, BarrierForm
from quartier.publishing.forms.guides import GuideForm
from quartier.publishing.forms.news import NewsForm
from quartier.publishing.forms.pictures import PictureForm, UploadForm
from quartier.publishing.forms.press import ContactForm, MentionForm
from quartier.publishing.forms.sheets import SheetForm

__all__ = [
    "AnswerForm",
    "BarrierForm",
    "ContactForm",
    "GuideForm",
    "MentionForm",
    "NewsForm",
    "PictureForm",
    "SheetForm",
    "UploadForm",
]
