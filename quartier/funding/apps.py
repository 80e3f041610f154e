from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "quartier.funding"
