import cocrea.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('process_slug', models.SlugField(max_length=60)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_id', models.CharField(max_length=120)),
                ('field', models.CharField(max_length=80)),
                ('language', models.CharField(max_length=3)),
                ('source_language', models.CharField(max_length=3)),
                ('source_digest', models.CharField(max_length=64)),
                ('number', models.PositiveIntegerField()),
                ('current', models.BooleanField(default=True)),
                ('text', models.CharField(max_length=12000)),
                ('salt', models.BinaryField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('reviewed', 'reviewed')], default='draft', max_length=10)),
                ('role', models.CharField(max_length=40)),
                ('office', models.CharField(blank=True, max_length=64)),
                ('organization', models.CharField(blank=True, max_length=80)),
                ('label', models.CharField(blank=True, help_text='name and post in public', max_length=200)),
                ('at', models.DateTimeField()),
                ('reviewed_role', models.CharField(blank=True, max_length=40)),
                ('reviewed_office', models.CharField(blank=True, max_length=64)),
                ('reviewed_label', models.CharField(blank=True, max_length=200)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['subject_kind', 'subject_id', 'field', 'language', 'number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('current', True)), fields=('process_slug', 'subject_kind', 'subject_id', 'field', 'language'), name='translation_one_current'), models.UniqueConstraint(fields=('process_slug', 'subject_kind', 'subject_id', 'field', 'language', 'number'), name='translation_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'reviewed'))), name='translation_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'reviewed'), _negated=True), ('reviewed_at__isnull', False), _connector='OR'), name='translation_reviewed_by_somebody')],
            },
        ),
    ]
