from django.urls import path

from cocrea.ui import views

app_name = "ui"
urlpatterns = [path("ui/", views.guide, name="guide")]
