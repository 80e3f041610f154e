from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from quartier.config import health
from quartier.kit.gallery import gallery

# Rooms of the house come first; their first parts are reserved (kit.links.RESERVED) and never a quarter's slug.
rooms: list[URLPattern | URLResolver] = [
    path("", include("quartier.accounts.urls")),
    path("konto/", include("quartier.config.signin_urls")),
    path("bausteine/", gallery, name="gallery"),
    path("", include("quartier.privacy.urls")),
    path("", include("quartier.spending.urls")),
    path("", include("quartier.funding.urls")),
    path("", include("quartier.projects.urls")),
    path("", include("quartier.committees.urls")),
    path("", include("quartier.participation.urls")),
    path("", include("quartier.events.urls")),
    path("", include("quartier.network.urls")),
    path("", include("quartier.mail.urls")),
    path("", include("quartier.search.urls")),
    path("", include("quartier.areas.urls")),
    path("", include("quartier.texts.urls")),
    path("", include("quartier.publishing.urls")),  # last: „/meine/“ is no quarter
]
urlpatterns = [
    path("bereit/", health.ready, name="ready"),
    path("datei/", include("quartier.files.urls")),
    *i18n_patterns(*rooms, prefix_default_language=False),
]
handler429 = "quartier.config.signin.too_many"
