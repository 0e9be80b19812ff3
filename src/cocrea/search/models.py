"""Tables of the index. Only public text; each row can be made again from the rooms."""

from django.db import models

from cocrea.search.rules.items import EXCERPT_MAX, TITLE_MAX, URL_MAX


class Entry(models.Model):
    """One public thing in one language.

    terms        spelled terms, sorted, separated by spaces (rules.terms)
    title_terms  those of the title, for the order of hits
    digest       of the item as it was offered
    """

    process_slug = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    public_id = models.CharField(max_length=64)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=TITLE_MAX)
    excerpt = models.CharField(max_length=EXCERPT_MAX)
    url = models.CharField(max_length=URL_MAX)
    at = models.DateTimeField(null=True)
    facets = models.JSONField(default=dict)
    terms = models.TextField()
    title_terms = models.TextField()
    words = models.JSONField(default=list, help_text="folded words, for the vocabulary")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process_slug", "kind", "public_id", "language"], name="search_entry_once"
            )
        ]
        indexes = [models.Index(fields=["process_slug", "kind", "at"], name="search_entry_list")]


class Word(models.Model):
    """A word that is public somewhere in a process: folded, and in how many entries."""

    process_slug = models.CharField(max_length=60)
    word = models.CharField(max_length=40)
    size = models.PositiveSmallIntegerField()
    uses = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process_slug", "word"], name="search_word_once")
        ]
        indexes = [models.Index(fields=["process_slug", "size"], name="search_word_size")]


class IndexState(models.Model):
    """Up to which head of the record the index of a process is complete."""

    process_slug = models.CharField(max_length=60, unique=True)
    head = models.CharField(max_length=120)
