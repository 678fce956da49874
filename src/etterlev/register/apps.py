from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "etterlev.register"
    label = "register"
