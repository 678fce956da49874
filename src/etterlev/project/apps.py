from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProjectConfig(AppConfig):
    name = "etterlev.project"
    label = "project"

    def ready(self) -> None:
        """Let every room register its due work and its promises."""
        autodiscover_modules("jobs", "promises")
