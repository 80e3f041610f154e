from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "quartier.mail"
