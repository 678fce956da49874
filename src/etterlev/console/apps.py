from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "etterlev.console"
    label = "console"
