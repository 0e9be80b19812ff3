import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('commitments', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('side', models.CharField(choices=[('owner', 'owner'), ('society', 'society')], max_length=8)),
                ('completion', models.CharField(choices=[('not_started', 'not_started'), ('limited', 'limited'), ('substantial', 'substantial'), ('complete', 'complete'), ('withdrawn', 'withdrawn')], max_length=12)),
                ('text', models.CharField(max_length=6000)),
                ('means', models.CharField(blank=True, help_text='means of verification', max_length=2000)),
                ('url', models.CharField(blank=True, max_length=500)),
                ('document_id', models.CharField(blank=True, max_length=64)),
                ('document_label', models.CharField(blank=True, max_length=400)),
                ('period_on', models.DateField(help_text='the day up to which it speaks')),
                ('role', models.CharField(max_length=40)),
                ('organization', models.CharField(blank=True, max_length=80)),
                ('label', models.CharField(blank=True, help_text='the public function that says it', max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('salt', models.BinaryField(max_length=16)),
                ('key', models.UUIDField(blank=True, help_text='made by the client', null=True, unique=True)),
                ('at', models.DateTimeField()),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='commitments.milestone')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['milestone', 'side'], name='followup_of_side')],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ('owner', 'society')), ('completion__in', ('not_started', 'limited', 'substantial', 'complete', 'withdrawn'))), name='followup_report_known')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('finding', models.CharField(choices=[('confirmed', 'confirmed'), ('partly', 'partly'), ('not_confirmed', 'not_confirmed')], max_length=14)),
                ('text', models.CharField(max_length=6000)),
                ('role', models.CharField(max_length=40)),
                ('organization', models.CharField(blank=True, max_length=80)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('salt', models.BinaryField(max_length=16)),
                ('key', models.UUIDField(blank=True, null=True, unique=True)),
                ('at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='followup.report')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
