from django.apps import AppConfig


class ClosingsConfig(AppConfig):
    name = "etterlev.closings"
    label = "closings"
