from django.apps import AppConfig


class KeyStoreConfig(AppConfig):
    name = "etterlev.vault.keystore"
    label = "keystore"
