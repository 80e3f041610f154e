from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "quartier.events"
