from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0009_steps_of_any_process"),
    ]

    operations = [
        migrations.AddField(
            model_name="savedfilter",
            name="is_shared",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="for everybody"
            ),
        ),
    ]
