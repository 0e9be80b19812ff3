from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "cocrea.site"
    label = "site"
