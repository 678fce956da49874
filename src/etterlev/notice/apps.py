from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticeConfig(AppConfig):
    name = "etterlev.notice"
    label = "notice"

    def ready(self) -> None:
        """Every room's checks are known before anybody asks for them."""
        autodiscover_modules("promises")
