from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "quartier.search"

    def ready(self) -> None:
        from quartier.kit import panels
        from quartier.search import actions

        panels.follow("search", lambda kind, pk: actions.renew(kind=kind, pk=pk))
