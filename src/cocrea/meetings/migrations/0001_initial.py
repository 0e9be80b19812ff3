import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('process', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AttendanceSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('current', models.BooleanField(default=True)),
                ('source', models.CharField(help_text='who counted, and from what', max_length=300)),
                ('digest', models.CharField(max_length=64)),
                ('total', models.PositiveIntegerField()),
                ('by_sector', models.JSONField(default=dict)),
                ('floor', models.JSONField(default=list)),
                ('officials', models.PositiveIntegerField(default=0)),
                ('outside', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['meeting_id', 'version'],
            },
        ),
        migrations.CreateModel(
            name='AttendanceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.PositiveSmallIntegerField(null=True)),
                ('sector', models.CharField(max_length=20)),
                ('status', models.CharField(max_length=20)),
                ('organization', models.CharField(blank=True, max_length=80)),
                ('count', models.PositiveIntegerField()),
                ('women', models.PositiveIntegerField(null=True)),
                ('men', models.PositiveIntegerField(null=True)),
                ('other', models.PositiveIntegerField(null=True)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='meetings.attendancesheet')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice_days', models.IntegerField(null=True)),
                ('required_days', models.PositiveSmallIntegerField(null=True)),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(max_length=15)),
                ('phase', models.PositiveSmallIntegerField(null=True)),
                ('row', models.PositiveSmallIntegerField(help_text='row of the schedule', null=True)),
                ('round', models.PositiveSmallIntegerField(help_text='number of the round of tables', null=True)),
                ('title_es', models.CharField(max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('area', models.CharField(blank=True, help_text='code of the territory', max_length=20)),
                ('venue', models.CharField(max_length=300)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('expected', models.CharField(blank=True, help_text='expected attendance', max_length=200)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('announced', 'announced'), ('held', 'held'), ('minuted', 'minuted'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                ('announced_at', models.DateTimeField(null=True)),
                ('held_at', models.DateTimeField(help_text='when it was recorded as held', null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancel_reason', models.TextField(blank=True)),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='people.body')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='process.process')),
                ('themes', models.ManyToManyField(blank=True, related_name='meetings', to='process.theme')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['process', 'state', 'starts_at'], name='meeting_order'), models.Index(fields=['process', 'phase', 'starts_at'], name='meeting_phase')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('starts_at'))), name='meeting_ends_after_start'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('announced_at__isnull', False), _connector='OR'), name='meeting_public_was_announced')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_id', models.CharField(max_length=64)),
                ('subject_label', models.CharField(max_length=300)),
                ('note', models.TextField()),
                ('salt', models.BinaryField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('declared_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='meetings.meeting')),
            ],
            options={
                'ordering': ['declared_at', 'pk'],
                'indexes': [models.Index(fields=['subject_kind', 'subject_id'], name='meeting_evidence_of')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'subject_kind', 'subject_id'), name='meeting_evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='DateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice_days', models.IntegerField(null=True)),
                ('required_days', models.PositiveSmallIntegerField(null=True)),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('old_start', models.DateTimeField()),
                ('new_start', models.DateTimeField()),
                ('old_end', models.DateTimeField()),
                ('new_end', models.DateTimeField()),
                ('old_venue', models.CharField(max_length=300)),
                ('new_venue', models.CharField(max_length=300)),
                ('reason', models.TextField()),
                ('salt', models.BinaryField(max_length=16)),
                ('announced_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='meetings.meeting')),
            ],
            options={
                'ordering': ['announced_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='attendancesheet',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='meetings.meeting'),
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('text', models.TextField()),
                ('salt', models.BinaryField(max_length=16)),
                ('decisions', models.JSONField(default=list)),
                ('funnel', models.TextField(blank=True)),
                ('drafted_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='meetings.meeting')),
            ],
            options={
                'ordering': ['meeting_id', 'version'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'version'), name='meeting_minutes_version')],
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice_days', models.IntegerField(null=True)),
                ('required_days', models.PositiveSmallIntegerField(null=True)),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('salt', models.BinaryField(max_length=16)),
                ('document_id', models.CharField(blank=True, max_length=64)),
                ('document_digest', models.CharField(blank=True, max_length=64)),
                ('published_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pack', to='meetings.meeting')),
            ],
            options={
                'ordering': ['published_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Table',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('facilitators', models.JSONField(default=list, help_text='public ids of public functions')),
                ('labels', models.JSONField(default=list, help_text='their public names and posts')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='meetings.meeting')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='process.theme')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='meeting_table_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='attendancesheet',
            constraint=models.UniqueConstraint(fields=('meeting', 'version'), name='meeting_sheet_version'),
        ),
        migrations.AddConstraint(
            model_name='attendancesheet',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('meeting',), name='meeting_sheet_one_current'),
        ),
    ]
