from django.http import FileResponse, Http404

from quartier.files.models import File


def answer(file: File, *, small: bool = False, width: int = 0, download: bool = False) -> FileResponse:
    """The file as an answer that a browser shows and never runs; the caller has checked who may see it. 404 once erased.

    ``small``: the little JPEG; ``width``: the WebP version of so many pixels; where there is none, the whole file.
    """
    content = file.thumbnail if small and file.thumbnail else file.content
    mime = "image/jpeg" if small and file.thumbnail else file.mime
    try:
        if width in file.widths:
            opened, mime = file.content.storage.open(file.web_name(width)), "image/webp"
        else:
            opened = content.open("rb")
    except (ValueError, FileNotFoundError) as error:  # erased after its period; a backup without its files
        raise Http404 from error
    response = FileResponse(opened, content_type=mime, filename=file.name, as_attachment=download)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "public, max-age=86400" if file.public else "private, no-store"
    return response
