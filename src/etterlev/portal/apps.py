from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "etterlev.portal"
    label = "portal"
