from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from quartier.files.exports import answer
from quartier.files.models import File


@require_safe
def public_file(request: HttpRequest, pk: int) -> FileResponse:
    """A public file: whole, small („klein“), or as wide as asked („960“)."""
    kind = request.GET.get("art", "")
    width = int(kind) if kind.isdecimal() and len(kind) < 6 else 0
    return answer(get_object_or_404(File, pk=pk, public=True), small=kind == "klein", width=width)


public_file.access = "public"  # type: ignore[attr-defined]
