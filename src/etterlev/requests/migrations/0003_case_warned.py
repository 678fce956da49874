from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests", "0002_wall")]
    operations = [
        migrations.AddField(model_name="case", name="warned", field=models.SmallIntegerField(null=True)),
    ]
