from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "quartier.texts"

    def ready(self) -> None:
        from django.urls import register_converter

        from quartier.texts import panels
        from quartier.texts.rules import InAddress

        register_converter(InAddress, "version")  # before any app's addresses are read
        panels.register()
