from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "quartier.committees"

    def ready(self) -> None:
        from quartier.committees import panels

        panels.register()
