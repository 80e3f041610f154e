from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from quartier.files.exports import answer
from quartier.files.models import File


@require_safe
def public_file(request: HttpRequest, pk: int) -> FileResponse:
    """A public file, in the original size or small."""
    return answer(get_object_or_404(File, pk=pk, public=True), small=request.GET.get("art") == "klein")


public_file.access = "public"  # type: ignore[attr-defined]
