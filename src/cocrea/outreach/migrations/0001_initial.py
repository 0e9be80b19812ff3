import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('process', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('phase', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('title_es', models.CharField(max_length=120)),
                ('title_en', models.CharField(blank=True, max_length=120)),
                ('goal_es', models.TextField(max_length=4000)),
                ('goal_en', models.TextField(blank=True, max_length=4000)),
                ('sectors', models.JSONField(default=list)),
                ('areas', models.JSONField(default=list)),
                ('languages', models.JSONField(default=list)),
                ('channels', models.JSONField(default=list)),
                ('target', models.CharField(max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('state', models.CharField(default='draft', max_length=10)),
                ('salt', models.BinaryField(default=bytes, max_length=16)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('drafted_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='process.process')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
                'indexes': [models.Index(fields=['process', 'state'], name='campaign_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'running', 'closed'))), name='campaign_state_known'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_ends_after_start'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('published_at__isnull', False), _connector='OR'), name='campaign_public_has_day')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('made_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='outreach.campaign')),
            ],
            options={
                'ordering': ['campaign', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'channel'), name='link_once_per_channel')],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('channel', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=3)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(blank=True, max_length=4000)),
                ('items', models.JSONField(default=list)),
                ('salt', models.BinaryField(default=bytes, max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='outreach.campaign')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successor', to='outreach.material')),
            ],
            options={
                'ordering': ['-published_at', '-pk'],
                'indexes': [models.Index(fields=['campaign', 'superseded_at'], name='material_current')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('document__isnull', False), _connector='OR'), name='material_says_something'), models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('campaign', 'channel', 'language', 'title'), name='material_once')],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('channel', models.CharField(max_length=10)),
                ('kind', models.CharField(max_length=10)),
                ('done_on', models.DateField()),
                ('link', models.CharField(blank=True, max_length=500)),
                ('note', models.CharField(max_length=500)),
                ('salt', models.BinaryField(default=bytes, max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('added_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='outreach.campaign')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
            options={
                'ordering': ['-done_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('link', ''), _negated=True), ('document__isnull', False), _connector='OR'), name='proof_shows_something'), models.UniqueConstraint(condition=models.Q(('link', ''), _negated=True), fields=('campaign', 'channel', 'link', 'done_on'), name='proof_link_once')],
            },
        ),
        migrations.CreateModel(
            name='VisitDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='outreach.link')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('link', 'day'), name='visits_once_per_day')],
            },
        ),
    ]
