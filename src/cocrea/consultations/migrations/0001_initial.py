import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('process', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=80)),
                ('phase', models.PositiveSmallIntegerField()),
                ('title_es', models.CharField(max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('about_kind', models.CharField(blank=True, max_length=30)),
                ('about_id', models.CharField(blank=True, max_length=64)),
                ('about_digest', models.CharField(blank=True, max_length=64)),
                ('about_label', models.CharField(blank=True, max_length=200)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('published_at', models.DateTimeField()),
                ('close_recorded_at', models.DateTimeField(null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='process.process')),
            ],
            options={
                'ordering': ['opens_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('process', 'slug'), name='window_slug_once'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='window_closes_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('key', models.UUIDField(unique=True)),
                ('sheet', models.CharField(max_length=64)),
                ('answers', models.CharField(max_length=64)),
                ('salt', models.BinaryField(max_length=16)),
                ('received_at', models.DateTimeField()),
                ('sector', models.CharField(blank=True, max_length=20)),
                ('area', models.CharField(blank=True, max_length=12)),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='consultations.window')),
            ],
            options={
                'ordering': ['received_at', 'pk'],
                'indexes': [models.Index(fields=['window', 'sector'], name='response_by_sector'), models.Index(fields=['window', 'area'], name='response_by_area')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('slug', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=10)),
                ('text_es', models.TextField()),
                ('text_en', models.TextField(blank=True)),
                ('options', models.JSONField(default=list)),
                ('rows', models.JSONField(default=list)),
                ('only_if', models.JSONField(null=True)),
                ('required', models.BooleanField(default=False)),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='consultations.window')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('window', 'slug'), name='window_question_once')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('clause_id', models.CharField(blank=True, max_length=60)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='consultations.window')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('window', 'number'), name='window_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_closes_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('published_at', models.DateTimeField()),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='consultations.window')),
            ],
            options={
                'ordering': ['published_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handle', models.CharField(max_length=64, unique=True)),
                ('sealed', models.BinaryField()),
                ('saved_at', models.DateTimeField()),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='consultations.window')),
            ],
            options={
                'indexes': [models.Index(fields=['window', 'saved_at'], name='draft_by_window')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('delivered_at', models.DateTimeField()),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='consultations.window')),
            ],
            options={
                'ordering': ['phase', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('window', 'phase'), name='report_delivered_once')],
            },
        ),
        migrations.CreateModel(
            name='OpenText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folio', models.CharField(max_length=20)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='consultations.item')),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='consultations.question')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='consultations.response')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('question__isnull', True)), models.Q(('item__isnull', True), ('question__isnull', False)), _connector='OR'), name='open_text_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.CharField(blank=True, max_length=80)),
                ('value', models.CharField(max_length=80)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='consultations.question')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='consultations.response')),
            ],
            options={
                'indexes': [models.Index(fields=['question', 'value'], name='choice_by_value')],
                'constraints': [models.UniqueConstraint(fields=('response', 'question', 'row', 'value'), name='choice_value_once')],
            },
        ),
        migrations.CreateModel(
            name='Stance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(choices=[('agree', 'agree'), ('partly', 'partly'), ('disagree', 'disagree')], max_length=10)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stances', to='consultations.item')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stances', to='consultations.response')),
            ],
            options={
                'indexes': [models.Index(fields=['item', 'value'], name='stance_by_value')],
                'constraints': [models.UniqueConstraint(fields=('response', 'item'), name='stance_item_once')],
            },
        ),
    ]
