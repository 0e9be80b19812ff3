from django.urls import path

from cocrea.opendata import views

app_name = "opendata"

urlpatterns = [
    path("datos/<slug:table>.csv", views.portal_table, {"format": "csv"}, name="portal_csv"),
    path("datos/<slug:table>.xlsx", views.portal_table, {"format": "xlsx"}, name="portal_xlsx"),
    path("datos/<slug:table>/columnas.csv", views.portal_columns, name="portal_columns"),
    path("p/<slug:slug>/datos/", views.index, name="index"),
    path("p/<slug:slug>/datos/<slug:table>/", views.columns, name="columns"),
    path("p/<slug:slug>/datos/<slug:table>/columnas.csv", views.columns_file, name="columns_file"),
    path("p/<slug:slug>/datos/<slug:table>.csv", views.table, {"format": "csv"}, name="csv"),
    path("p/<slug:slug>/datos/<slug:table>.xlsx", views.table, {"format": "xlsx"}, name="xlsx"),
]
