from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "quartier.publishing"

    def ready(self) -> None:
        from quartier.publishing import panels

        panels.register()
