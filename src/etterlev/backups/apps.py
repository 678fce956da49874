from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "etterlev.backups"
    label = "backups"
