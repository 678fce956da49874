from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "etterlev.vault"
    label = "vault"
