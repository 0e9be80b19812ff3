"""Pages of the record, by log. ``machine_urls`` are the same in every language: files to keep."""

from django.urls import path

from cocrea.ledger import files, views

app_name = "ledger"
LOG = "registro/<uuid:public_id>/"

urlpatterns = [
    path(LOG, views.log_page, name="log"),
    path(LOG + "<int:position>/", views.entry_page, name="entry"),
    path(LOG + "puntos/", views.checkpoints_page, name="checkpoints"),
]

# The names of the mirror's files are those that the verifier looks for in a directory.
machine_urls = (
    [
        path(LOG + "<int:position>/recibo.json", files.receipt, name="receipt"),
        path(LOG + "consistencia.json", files.consistency, name="consistency"),
        path(LOG + "puntos/<int:size>.txt", files.checkpoint_note, name="note"),
        path(LOG + "espejo/log.json", files.mirror_about, name="mirror-about"),
        path(LOG + "espejo/checkpoint.txt", files.checkpoint_latest, name="mirror-checkpoint"),
        path(LOG + "espejo/checkpoints.jsonl", files.mirror_notes, name="mirror-notes"),
        path(LOG + "espejo/entries.jsonl", files.mirror_entries, name="mirror-entries"),
        path(LOG + "clave.txt", files.verifier_key, name="key"),
        path("registro/verifier.py", files.verifier_file, name="verifier"),
    ],
    "ledger-files",
)
