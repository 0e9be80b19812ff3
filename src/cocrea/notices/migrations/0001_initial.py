import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('process_slug', models.CharField(max_length=60)),
                ('subject_kind', models.CharField(blank=True, max_length=30)),
                ('subject_id', models.CharField(blank=True, max_length=120)),
                ('contact', models.UUIDField(db_index=True)),
                ('owned', models.BooleanField(default=False)),
                ('language', models.CharField(default='es', max_length=2)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('confirm_hash', models.CharField(blank=True, max_length=64)),
                ('stop_hash', models.CharField(max_length=64)),
                ('turn', models.PositiveSmallIntegerField(default=1)),
                ('pace', models.CharField(default='each', max_length=8)),
                ('since_position', models.BigIntegerField(default=0)),
                ('gathered_until', models.DateTimeField(blank=True, null=True)),
                ('since_log', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.log')),
            ],
            options={
                'indexes': [models.Index(fields=['process_slug', 'subject_kind', 'subject_id', 'confirmed_at'], name='subscription_about'), models.Index(fields=['process_slug', 'pace', 'gathered_until'], name='subscription_digest')],
                'constraints': [models.UniqueConstraint(fields=('process_slug', 'subject_kind', 'subject_id', 'contact'), name='subscription_once')],
            },
        ),
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('process_slug', models.CharField(max_length=60)),
                ('event', models.CharField(max_length=80)),
                ('event_key', models.CharField(max_length=120)),
                ('subject_kind', models.CharField(blank=True, max_length=40)),
                ('subject_id', models.CharField(blank=True, max_length=120)),
                ('position', models.BigIntegerField(null=True)),
                ('recipient', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=2)),
                ('template', models.CharField(max_length=80)),
                ('params', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('pending', 'pending'), ('held', 'held'), ('sent', 'sent'), ('failed', 'failed'), ('stopped', 'stopped')], default='pending', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('next_try_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('message_id', models.CharField(blank=True, max_length=200)),
                ('body_digest', models.CharField(blank=True, max_length=64)),
                ('error', models.CharField(blank=True, max_length=80)),
                ('doubtful', models.PositiveSmallIntegerField(default=0)),
                ('pace', models.CharField(default='each', max_length=8)),
                ('happened_at', models.DateTimeField(blank=True, null=True)),
                ('bundle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gathered', to='notices.outbox')),
                ('log', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.log')),
                ('subscription', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='notices.subscription')),
            ],
            options={
                'indexes': [models.Index(fields=['process_slug', 'state', 'next_try_at'], name='outbox_due'), models.Index(fields=['process_slug', 'event', 'state'], name='outbox_counts'), models.Index(fields=['process_slug', 'state', 'pace', 'happened_at'], name='outbox_held')],
                'constraints': [models.UniqueConstraint(fields=('process_slug', 'event_key', 'recipient'), name='outbox_once')],
            },
        ),
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.BigIntegerField(default=0)),
                ('learned', models.BigIntegerField(default=0)),
                ('log', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.log')),
            ],
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process_slug', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=30)),
                ('thing', models.CharField(max_length=120)),
                ('parent_kind', models.CharField(max_length=30)),
                ('parent', models.CharField(max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('process_slug', 'kind', 'thing', 'parent_kind', 'parent'), name='tie_once')],
            },
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process_slug', models.CharField(max_length=60)),
                ('position', models.BigIntegerField()),
                ('event', models.CharField(max_length=80)),
                ('counted', models.BooleanField(default=False)),
                ('thing_kind', models.CharField(blank=True, max_length=30)),
                ('thing', models.CharField(blank=True, max_length=120)),
                ('happened_at', models.DateTimeField()),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.log')),
            ],
            options={
                'indexes': [models.Index(fields=['process_slug', 'thing_kind', 'thing', 'counted', 'happened_at'], name='news_of')],
                'constraints': [models.UniqueConstraint(fields=('log', 'position', 'thing_kind', 'thing'), name='news_once')],
            },
        ),
    ]
