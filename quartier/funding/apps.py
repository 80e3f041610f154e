from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "quartier.funding"

    def ready(self) -> None:
        from quartier.funding import panels

        panels.register()
