from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "quartier.projects"

    def ready(self) -> None:
        from quartier.projects import panels

        panels.register()
