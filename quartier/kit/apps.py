from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class KitConfig(AppConfig):
    name = "quartier.kit"

    def ready(self) -> None:
        from quartier.kit import triggers

        pre_migrate.connect(triggers.before_migrate, dispatch_uid="kit.triggers")
        post_migrate.connect(triggers.after_migrate, dispatch_uid="kit.triggers")
        register(triggers.check_installed, Tags.database, deploy=True)
