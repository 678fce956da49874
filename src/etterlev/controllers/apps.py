from django.apps import AppConfig


class ControllersConfig(AppConfig):
    name = "etterlev.controllers"
    label = "controllers"
