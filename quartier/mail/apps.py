from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "quartier.mail"

    def ready(self) -> None:
        from quartier.mail import panels

        panels.register()
