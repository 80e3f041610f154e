from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "quartier.texts"

    def ready(self) -> None:
        from quartier.texts import panels

        panels.register()
