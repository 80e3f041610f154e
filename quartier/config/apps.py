from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "quartier.config"
    label = "config"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from quartier.config import found, guard, signin

        connection_created.connect(guard.watch, dispatch_uid="config.guard")
        signin.connect()
        found.register()
