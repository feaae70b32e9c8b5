"""The tables of the review desk."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('records', '0004_printed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_sha256', models.TextField(unique=True)),
                ('country', models.TextField()),
                ('name', models.TextField()),
                ('edition', models.IntegerField(null=True)),
                ('file', models.TextField()),
                ('text', models.TextField()),
                ('pages', models.JSONField()),
                ('unplaced', models.JSONField()),
                ('brought_in', models.ForeignKey(db_column='brought_in', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='records.auditentry')),
            ],
            options={
                'db_table': 'drafts',
            },
        ),
        migrations.CreateModel(
            name='DraftProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('place', models.IntegerField()),
                ('kind', models.TextField()),
                ('content', models.JSONField()),
                ('spans', models.JSONField()),
                ('words', models.TextField()),
                ('reason', models.TextField()),
                ('part_of', models.TextField(null=True)),
                ('act', models.ForeignKey(db_column='act', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='records.auditentry')),
                ('draft', models.ForeignKey(db_column='draft', on_delete=django.db.models.deletion.DO_NOTHING, related_name='proposals', to='desk.draft')),
            ],
            options={
                'db_table': 'draft_proposals',
            },
        ),
        migrations.CreateModel(
            name='EnteredRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.TextField()),
                ('table', models.TextField()),
                ('row', models.TextField()),
                ('content', models.JSONField(null=True)),
                ('act', models.ForeignKey(db_column='act', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='records.auditentry')),
                ('proposal', models.ForeignKey(db_column='proposal', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='desk.draftproposal')),
            ],
            options={
                'db_table': 'draft_rows',
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('state', models.TextField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('rejected', 'Rejected'), ('merged', 'Merged')])),
                ('rows', models.JSONField()),
                ('into', models.TextField(null=True)),
                ('act', models.ForeignKey(db_column='act', on_delete=django.db.models.deletion.DO_NOTHING, related_name='judgements', to='records.auditentry')),
                ('proposal', models.ForeignKey(db_column='proposal', on_delete=django.db.models.deletion.DO_NOTHING, related_name='judgements', to='desk.draftproposal')),
                ('undoes', models.ForeignKey(db_column='undoes', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='records.auditentry')),
            ],
            options={
                'db_table': 'judgements',
            },
        ),
        migrations.AddConstraint(
            model_name='draftproposal',
            constraint=models.UniqueConstraint(fields=('draft', 'name'), name='proposal_once_in_a_draft'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.UniqueConstraint(fields=('proposal', 'number'), name='judgement_once_a_number'),
        ),
    ]
