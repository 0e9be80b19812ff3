import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('process_slug', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=20)),
                ('title_es', models.CharField(max_length=300)),
                ('title_en', models.CharField(blank=True, max_length=300)),
                ('title_salt', models.BinaryField(max_length=16)),
                ('title_digest', models.CharField(max_length=64)),
                ('language', models.CharField(max_length=3)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('link', models.CharField(blank=True, max_length=500)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveIntegerField(default=0)),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('published_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, help_text="why this version took the earlier one's place")),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successor', to='documents.document')),
            ],
            options={
                'ordering': ['-published_at', '-pk'],
                'indexes': [models.Index(fields=['process_slug', '-published_at'], name='document_list'), models.Index(fields=['process_slug', 'kind'], name='document_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size', 0), models.Q(models.Q(('digest', ''), _negated=True), models.Q(('media_type', ''), _negated=True)), _connector='OR'), name='document_file'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), models.Q(('digest', ''), _negated=True)), fields=('process_slug', 'kind', 'digest', 'title_es'), name='document_once')],
            },
        ),
        migrations.CreateModel(
            name='LibraryCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instrument', models.CharField(choices=[('standard', 'standard'), ('manual', 'manual'), ('convention', 'convention'), ('law', 'law'), ('plan', 'plan'), ('methodology', 'methodology'), ('report', 'report'), ('other', 'other')], max_length=15)),
                ('trust', models.CharField(choices=[('read', 'read'), ('background', 'background')], max_length=10)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('licence', models.CharField(blank=True, max_length=120)),
                ('why_absent', models.CharField(blank=True, max_length=300)),
                ('cited', models.JSONField(default=list)),
                ('described_at', models.DateTimeField()),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='card', to='documents.document')),
            ],
            options={
                'ordering': ['instrument', 'document_id'],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('process_slug', models.CharField(max_length=60)),
                ('slug', models.SlugField(max_length=60)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['process_slug', 'slug'],
                'constraints': [models.UniqueConstraint(fields=('process_slug', 'slug'), name='page_slug_once')],
            },
        ),
        migrations.CreateModel(
            name='PageVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('published', 'published'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn'), ('discarded', 'discarded')], default='draft', max_length=10)),
                ('place', models.CharField(default='none', max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('slots', models.JSONField(default=list, help_text='languages that it should be read in')),
                ('note', models.CharField(blank=True, help_text='what changed', max_length=500)),
                ('authors', models.JSONField(default=list)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('saved_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('returned_at', models.DateTimeField(null=True)),
                ('returned_reason', models.TextField(blank=True)),
                ('approver', models.JSONField(default=dict)),
                ('approved_at', models.DateTimeField(null=True)),
                ('publish_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdraw_reason', models.TextField(blank=True)),
                ('withdraw_salt', models.BinaryField(default=bytes, max_length=16)),
                ('withdraw_digest', models.CharField(blank=True, max_length=64)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.page')),
            ],
            options={
                'ordering': ['page_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='page_version_number'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'approved'))), fields=('page',), name='page_one_in_work'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('page',), name='page_one_published'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'published', 'superseded', 'withdrawn']), _negated=True), models.Q(('approved_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='page_public_was_approved'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('published', 'superseded', 'withdrawn')), _negated=True), ('published_at__isnull', False), _connector='OR'), name='page_public_since')],
            },
        ),
        migrations.CreateModel(
            name='PageText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=3)),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField()),
                ('salt', models.BinaryField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='documents.pageversion')),
            ],
            options={
                'ordering': ['version_id', 'language'],
                'constraints': [models.UniqueConstraint(fields=('version', 'language'), name='page_text_language')],
            },
        ),
    ]
