import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('process', '0001_initial'),
        ('sensemaking', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('template', models.CharField(max_length=10)),
                ('title_es', models.CharField(max_length=400)),
                ('title_en', models.CharField(blank=True, max_length=400)),
                ('fields', models.JSONField(default=dict, help_text='texts of the template by key')),
                ('start', models.DateField(blank=True, null=True)),
                ('end', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed'), ('accepted', 'accepted'), ('returned', 'returned'), ('adopted', 'adopted'), ('not_adopted', 'not_adopted'), ('withdrawn', 'withdrawn')], default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('invented', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=500)),
                ('ogp_id', models.CharField(blank=True, max_length=20)),
                ('created_at', models.DateTimeField()),
                ('state_since', models.DateTimeField()),
                ('adopted_at', models.DateTimeField(blank=True, null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='process.process')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments_led', to='people.organization')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='process.theme')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('state', models.CharField(choices=[('drafted', 'drafted'), ('signed', 'signed'), ('not_needed', 'not_needed')], max_length=12)),
                ('role_text', models.CharField(blank=True, help_text='what it will do', max_length=1000)),
                ('signatory', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='commitments.commitment')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='people.organization')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'organization'), name='commitment_letter_once')],
            },
        ),
        migrations.AddField(
            model_name='commitment',
            name='co_responsible',
            field=models.ManyToManyField(related_name='commitments_shared', through='commitments.Letter', to='people.organization'),
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=2000)),
                ('responsible', models.CharField(blank=True, max_length=300)),
                ('start', models.DateField(blank=True, null=True)),
                ('end', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('new', 'new'), ('ongoing', 'ongoing')], default='new', max_length=8)),
                ('indicator', models.CharField(blank=True, max_length=1000)),
                ('baseline', models.CharField(blank=True, max_length=1000)),
                ('means', models.CharField(blank=True, help_text='means of verification', max_length=1000)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='commitments.commitment')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='people.organization')),
            ],
            options={
                'ordering': ['commitment_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'number'), name='milestone_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('other_kind', models.CharField(blank=True, max_length=30)),
                ('other_id', models.CharField(blank=True, max_length=64)),
                ('label', models.CharField(blank=True, help_text='as people read it at the act', max_length=400)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('linked_at', models.DateTimeField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='commitments.commitment')),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sources', to='commitments.milestone')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitment_sources', to='sensemaking.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('proposal__isnull', False)), fields=('commitment', 'milestone', 'proposal'), name='commitment_source_once'), models.CheckConstraint(condition=models.Q(('proposal__isnull', False), models.Q(('other_id', ''), _negated=True), _connector='OR'), name='commitment_source_names_something')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=14)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed'), ('accepted', 'accepted'), ('returned', 'returned'), ('adopted', 'adopted'), ('not_adopted', 'not_adopted'), ('withdrawn', 'withdrawn')], max_length=12)),
                ('version', models.PositiveIntegerField()),
                ('role', models.CharField(max_length=40)),
                ('organization', models.CharField(blank=True, max_length=80)),
                ('label', models.CharField(blank=True, help_text='the public function that acted', max_length=200)),
                ('reason', models.CharField(blank=True, max_length=4000)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('salt', models.BinaryField(default=bytes, max_length=16)),
                ('decision_kind', models.CharField(blank=True, max_length=30)),
                ('decision_id', models.CharField(blank=True, max_length=64)),
                ('decision_label', models.CharField(blank=True, max_length=400)),
                ('at', models.DateTimeField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='commitments.commitment')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Alignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frame', models.CharField(max_length=80)),
                ('code', models.CharField(max_length=20)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='commitments.commitment')),
            ],
            options={
                'ordering': ['frame', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'frame', 'code'), name='commitment_alignment_once')],
            },
        ),
        migrations.CreateModel(
            name='CommitmentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('data', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('salt', models.BinaryField(max_length=16)),
                ('role', models.CharField(max_length=40)),
                ('organization', models.CharField(blank=True, max_length=80)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='commitments.commitment')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'number'), name='commitment_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Feasibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('institutional', 'institutional'), ('legal', 'legal'), ('financial', 'financial')], max_length=14)),
                ('opinion', models.CharField(choices=[('favourable', 'favourable'), ('with_conditions', 'with_conditions'), ('unfavourable', 'unfavourable')], max_length=16)),
                ('signatory', models.CharField(max_length=200)),
                ('office', models.CharField(blank=True, max_length=64)),
                ('organization', models.CharField(blank=True, max_length=80)),
                ('condition', models.CharField(blank=True, max_length=2000)),
                ('text', models.CharField(blank=True, max_length=4000)),
                ('version', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64)),
                ('salt', models.BinaryField(max_length=16)),
                ('current', models.BooleanField(default=True)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='commitments.commitment')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('current', True)), fields=('commitment', 'kind'), name='commitment_opinion_one_current')],
            },
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['process', 'state'], name='commitment_state'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('process', 'number'), name='commitment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'proposed', 'accepted', 'returned', 'adopted', 'not_adopted', 'withdrawn'))), name='commitment_state_known'),
        ),
    ]
