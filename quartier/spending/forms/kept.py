"""Files that outlive a form which was not accepted: they are kept at once and known again by a signed word."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from quartier.files.actions import keep
from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.kit.errors import Refused

SALT = "spending.receipt"
UPLOADS = "image/*,application/pdf,.heic"


def token(grant: Grant, file: File, user: Any) -> str:
    """The word by which this person finds this file again, for this grant only."""
    return signing.dumps([grant.pk, file.pk, user.pk], salt=SALT, compress=True)


def file_of(grant: Grant, word: str, user: Any) -> File | None:
    """The file behind the word; None where it was made for somebody else, another grant, or by nobody."""
    try:
        grant_pk, file_pk, user_pk = signing.loads(word, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return File.objects.filter(pk=file_pk).first() if (grant_pk, user_pk) == (grant.pk, user.pk) else None


def upload_field(label: Any, help_text: Any = "") -> forms.FileField:
    """A photo or PDF that may be missing."""
    empty = {"empty": _("Die Datei ist leer. Bitte wählen Sie sie noch einmal aus.")}
    widget = forms.ClearableFileInput(attrs={"accept": UPLOADS})
    return forms.FileField(label=label, help_text=help_text, required=False, error_messages=empty, widget=widget)


class KeepsFiles(forms.Form):
    """Beside each file field stands a hidden one with the word of the file that was kept before."""

    FILES: tuple[str, ...] = ()

    def __init__(self, *arguments: Any, grant: Grant, user: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.grant, self.user = grant, user
        self.kept: dict[str, File] = {}
        for name in self.FILES:
            self.fields[f"{name}_kept"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Keep what came. A file that cannot be taken is told beside its field; the others stay kept."""
        facts = super().clean() or {}
        for name in self.FILES:
            upload, word = facts.get(name), facts.get(f"{name}_kept")
            if upload:
                self._keep(name, upload)
            elif word and (file := file_of(self.grant, word, self.user)):
                self.kept[name] = file
        self._remember()
        return facts

    def _keep(self, name: str, upload: Any) -> None:
        try:
            self.kept[name] = keep(upload=upload, name=upload.name, scope=self.grant.application.area.scope)
        except Refused as refused:
            self.add_error(name, refused.message)

    def _remember(self) -> None:
        given: Any = self.data
        self.data = given.copy()
        for name, file in self.kept.items():
            self.data[self.add_prefix(f"{name}_kept")] = token(self.grant, file, self.user)  # type: ignore[index]
            self[name].help_text = _("„%(name)s“ ist gespeichert.") % {"name": file.name}
