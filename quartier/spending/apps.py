from django.apps import AppConfig


class SpendingConfig(AppConfig):
    name = "quartier.spending"

    def ready(self) -> None:
        from quartier.spending import panels

        panels.register()
