from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "quartier.participation"

    def ready(self) -> None:
        from quartier.participation import panels

        panels.register()
