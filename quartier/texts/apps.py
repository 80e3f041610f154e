from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "quartier.texts"

    def ready(self) -> None:
        from django.urls import register_converter

        from quartier.texts import panels
        from quartier.texts.urls import Version

        register_converter(Version, "version")  # before any app's addresses are read
        panels.register()
