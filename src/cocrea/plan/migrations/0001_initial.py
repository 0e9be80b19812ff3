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
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('first', 'first'), ('revised', 'revised'), ('final', 'final')], max_length=10)),
                ('title', models.CharField(max_length=300)),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('salt', models.BinaryField(max_length=16)),
                ('findings', models.JSONField(default=list)),
                ('frozen_at', models.DateTimeField()),
                ('office', models.CharField(blank=True, max_length=64)),
                ('label', models.CharField(blank=True, help_text='public function that froze it', max_length=200)),
                ('decision_kind', models.CharField(blank=True, max_length=30)),
                ('decision_id', models.CharField(blank=True, max_length=64)),
                ('decision_label', models.CharField(blank=True, max_length=400)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='process.process')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('process', 'number'), name='plan_version_number_once'), models.UniqueConstraint(condition=models.Q(('kind', 'first')), fields=('process',), name='plan_one_first_version'), models.CheckConstraint(condition=models.Q(('kind__in', ('first', 'revised', 'final'))), name='plan_version_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('at', models.DateTimeField()),
                ('to', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('note_salt', models.BinaryField(default=bytes, max_length=16)),
                ('note_digest', models.CharField(blank=True, max_length=64)),
                ('english', models.JSONField(default=dict)),
                ('label', models.CharField(blank=True, help_text='who submitted it', max_length=200)),
                ('process', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan_submission', to='process.process')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='plan.version')),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('received_at', models.DateTimeField()),
                ('label', models.CharField(help_text='from whom', max_length=200)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_reviews', to='process.process')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='plan.version')),
            ],
            options={
                'ordering': ['received_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('process',), name='plan_one_open_review')],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('decision_kind', models.CharField(max_length=30)),
                ('decision_id', models.CharField(max_length=64)),
                ('decision_label', models.CharField(max_length=400)),
                ('body_slug', models.CharField(max_length=60)),
                ('body_label', models.CharField(max_length=200)),
                ('balance', models.JSONField(help_text="the decision's own balance label", null=True)),
                ('at', models.DateTimeField()),
                ('label', models.CharField(blank=True, help_text='who recorded it', max_length=200)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approval', to='plan.version')),
            ],
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('commitment_id', models.CharField(blank=True, max_length=64)),
                ('commitment_number', models.PositiveIntegerField(blank=True, null=True)),
                ('commitment_label', models.CharField(blank=True, max_length=420)),
                ('text', models.CharField(max_length=6000)),
                ('salt', models.BinaryField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('given_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('accepted', 'accepted'), ('partly', 'partly'), ('not_accepted', 'not_accepted')], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=4000)),
                ('reason_salt', models.BinaryField(default=bytes, max_length=16)),
                ('reason_digest', models.CharField(blank=True, max_length=64)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, help_text='role', max_length=40)),
                ('answered_label', models.CharField(blank=True, max_length=200)),
                ('resulting', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='plan.review')),
            ],
            options={
                'ordering': ['review_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('review', 'number'), name='plan_suggestion_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('reason', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='plan_answer_has_reason')],
            },
        ),
    ]
