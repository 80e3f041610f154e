from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "quartier.events"

    def ready(self) -> None:
        from quartier.events import panels

        panels.register()
