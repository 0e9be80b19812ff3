import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Process',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name_es', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('country', models.CharField(max_length=120)),
                ('zone', models.CharField(max_length=60)),
                ('folio_prefix', models.CharField(max_length=8, unique=True)),
                ('starts_on', models.DateField(help_text='day 0 of windows that are given as offsets')),
                ('created_at', models.DateTimeField()),
                ('log', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.log')),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='MethodologyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('data', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('in_force_from', models.DateTimeField()),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='process.process')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('process', 'number'), name='methodology_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('key', models.CharField(max_length=220)),
                ('sector', models.CharField(max_length=20)),
                ('channel', models.CharField(max_length=15)),
                ('invited_on', models.DateField()),
                ('proof_link', models.CharField(blank=True, max_length=500)),
                ('proof_document', models.CharField(blank=True, help_text='id of a document', max_length=64)),
                ('proof_digest', models.CharField(blank=True, max_length=64)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='people.organization')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='process.process')),
            ],
            options={
                'ordering': ['sector', 'key'],
                'constraints': [models.UniqueConstraint(fields=('process', 'key'), name='invitation_once'), models.CheckConstraint(condition=models.Q(('organization__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='invitation_of_somebody')],
            },
        ),
        migrations.CreateModel(
            name='EarlierPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('name_es', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('period', models.CharField(blank=True, max_length=9)),
                ('state', models.CharField(blank=True, max_length=15)),
                ('commitments_count', models.PositiveSmallIntegerField(null=True)),
                ('grounds', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_plans', to='process.process')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('process', 'number'), name='earlier_plan_once')],
            },
        ),
        migrations.CreateModel(
            name='ComplementaryActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('phase', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('reason', models.TextField()),
                ('published_at', models.DateTimeField()),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='process.process')),
            ],
            options={
                'ordering': ['start', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CalendarAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('row', models.PositiveSmallIntegerField()),
                ('old_start', models.DateField()),
                ('old_end', models.DateField()),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('reason', models.TextField()),
                ('announced_at', models.DateTimeField()),
                ('notice_days', models.IntegerField()),
                ('required_days', models.PositiveSmallIntegerField(null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_acts', to='process.process')),
            ],
            options={
                'ordering': ['announced_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('clause', models.CharField(max_length=60)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('body_name', models.CharField(max_length=200)),
                ('answers', models.JSONField(default=list, help_text='folios of the opinions that it answers')),
                ('published_at', models.DateTimeField()),
                ('in_force_from', models.DateTimeField()),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='process.methodologyversion')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='process.process')),
            ],
            options={
                'ordering': ['in_force_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PublishedException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('rule', models.CharField(help_text='code of the finding that it lifts', max_length=60)),
                ('subject_kind', models.CharField(blank=True, max_length=30)),
                ('subject_id', models.CharField(blank=True, max_length=64)),
                ('quantity', models.PositiveIntegerField(help_text='the limit that holds instead', null=True)),
                ('reason', models.TextField()),
                ('body_name', models.CharField(max_length=200)),
                ('body_slug', models.CharField(blank=True, max_length=80)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('published', 'published'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='published', max_length=10)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('proposed_office', models.CharField(blank=True, max_length=64)),
                ('decision_kind', models.CharField(blank=True, max_length=30)),
                ('decision_id', models.CharField(blank=True, max_length=64)),
                ('decision_label', models.CharField(blank=True, max_length=300)),
                ('published_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.TextField(blank=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='process.process')),
            ],
            options={
                'ordering': ['published_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision_id', ''), _negated=True), fields=('decision_kind', 'decision_id'), name='exception_decision_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='exception_published_on_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('proposed_at', None), models.Q(('decision_id', ''), _negated=True), _connector='OR'), name='exception_published_on_a_decision')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('slug', models.SlugField(max_length=60)),
                ('name_es', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('keywords', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('candidate', 'candidate'), ('prioritised', 'prioritised'), ('dropped', 'dropped')], default='prioritised', max_length=12)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='process.process')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('process', 'number'), name='theme_number_once'), models.UniqueConstraint(fields=('process', 'slug'), name='theme_slug_once')],
            },
        ),
        migrations.CreateModel(
            name='EarlierCommitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('code', models.CharField(blank=True, help_text='identifier of OGP', max_length=12)),
                ('title_es', models.CharField(blank=True, max_length=400)),
                ('title_en', models.CharField(blank=True, max_length=400)),
                ('state', models.CharField(blank=True, max_length=15)),
                ('achievement', models.TextField(blank=True)),
                ('source', models.CharField(max_length=300)),
                ('link', models.CharField(blank=True, max_length=500)),
                ('trust', models.CharField(max_length=12)),
                ('recorded_at', models.DateTimeField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='process.earlierplan')),
            ],
            options={
                'ordering': ['plan_id', 'number', 'code', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('plan', 'number'), name='earlier_commitment_number_once'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('plan', 'code'), name='earlier_commitment_code_once'), models.CheckConstraint(condition=models.Q(('number__isnull', False), models.Q(('code', ''), _negated=True), _connector='OR'), name='earlier_commitment_named')],
            },
        ),
        migrations.CreateModel(
            name='PreparationTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('text', models.CharField(max_length=300)),
                ('owner_role', models.CharField(max_length=30)),
                ('row', models.PositiveSmallIntegerField(null=True)),
                ('due_on', models.DateField()),
                ('done_at', models.DateTimeField(null=True)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='process.process')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('process', 'key'), name='task_key_once')],
            },
        ),
        migrations.CreateModel(
            name='PhaseAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('phase', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('opened', 'opened'), ('closed', 'closed')], max_length=10)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('findings', models.JSONField(default=list)),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phase_acts', to='process.process')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['process', 'phase', 'at'], name='phase_act_order')],
            },
        ),
    ]
