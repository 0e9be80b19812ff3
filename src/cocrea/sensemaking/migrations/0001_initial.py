import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('process', '0001_initial'),
        ('voices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FunnelItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=300)),
                ('dropped_reason', models.CharField(blank=True, max_length=2000)),
                ('subject_kind', models.CharField(blank=True, max_length=30)),
                ('subject_id', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Funnel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField()),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funnels', to='process.process')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('process', 'slug'), name='funnel_slug_once')],
            },
        ),
        migrations.CreateModel(
            name='FunnelLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_from', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='went_to', to='sensemaking.funnelitem')),
                ('item_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='sensemaking.funnelitem')),
            ],
        ),
        migrations.CreateModel(
            name='FunnelStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=200)),
                ('body', models.CharField(blank=True, max_length=200)),
                ('held_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('funnel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sensemaking.funnel')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('funnel', 'number'), name='funnel_step_once')],
            },
        ),
        migrations.AddField(
            model_name='funnelitem',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='sensemaking.funnelstep'),
        ),
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(max_length=12)),
                ('inputs', models.JSONField(default=list)),
                ('outputs', models.JSONField(default=list)),
                ('detail', models.JSONField(default=dict)),
                ('members', models.CharField(blank=True, max_length=64)),
                ('reason', models.CharField(max_length=2000)),
                ('role', models.CharField(max_length=30)),
                ('first_account', models.CharField(blank=True, max_length=40)),
                ('first_office', models.CharField(blank=True, max_length=60)),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='confirmed', max_length=10)),
                ('second_role', models.CharField(blank=True, max_length=30)),
                ('second_reason', models.CharField(blank=True, max_length=2000)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposal_operations', to='process.process')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['process', 'state', 'at'], name='operation_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('text', models.CharField(blank=True, max_length=6000)),
                ('text_salt', models.BinaryField(default=bytes, max_length=16)),
                ('text_digest', models.CharField(max_length=64)),
                ('area', models.CharField(blank=True, max_length=12)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('merged', 'merged'), ('split', 'split'), ('withdrawn', 'withdrawn')], default='draft', max_length=10)),
                ('created_by_role', models.CharField(max_length=30)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='process.process')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.theme')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['process', 'state', 'theme'], name='proposal_by_theme')],
                'constraints': [models.UniqueConstraint(fields=('process', 'number'), name='proposal_number_once')],
            },
        ),
        migrations.CreateModel(
            name='OperationProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('input', 'input'), ('output', 'output')], max_length=6)),
                ('operation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touched', to='sensemaking.operation')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touched_by', to='sensemaking.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('operation', 'proposal', 'side'), name='operation_touches_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=2000)),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='voices.point')),
                ('since_operation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sensemaking.operation')),
                ('until_operation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sensemaking.operation')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='sensemaking.proposal')),
            ],
            options={
                'ordering': ['since', 'pk'],
                'indexes': [models.Index(fields=['point', 'until'], name='membership_of_point'), models.Index(fields=['proposal', 'until'], name='membership_of_proposal')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('proposal', 'point'), name='membership_current_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='funnelitem',
            constraint=models.UniqueConstraint(fields=('step', 'key'), name='funnel_item_once'),
        ),
    ]
