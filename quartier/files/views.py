from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from quartier.files.exports import answer
from quartier.files.models import File


def public_file(request: HttpRequest, pk: int) -> FileResponse:
    """A public file, in the original size or small."""
    file = get_object_or_404(File, pk=pk, public=True)
    try:
        return answer(file, small=request.GET.get("art") == "klein")
    except FileNotFoundError as error:  # erased, or a backup without its files
        raise Http404 from error


public_file.access = "public"  # type: ignore[attr-defined]
