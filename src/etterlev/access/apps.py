from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "etterlev.access"
    label = "access"
