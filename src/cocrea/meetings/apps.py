from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "cocrea.meetings"
    label = "meetings"
