"""Languages that the field for a language suggests; another may be written. Ours alone: no governing document has such a list."""

from django.utils.translation import gettext_lazy

SUGGESTED = (
    gettext_lazy("albanska"),
    gettext_lazy("arabiska"),
    gettext_lazy("bosniska"),
    gettext_lazy("dari"),
    gettext_lazy("engelska"),
    gettext_lazy("farsi"),
    gettext_lazy("finska"),
    gettext_lazy("kurdiska (kurmanji)"),
    gettext_lazy("kurdiska (sorani)"),
    gettext_lazy("pashto"),
    gettext_lazy("polska"),
    gettext_lazy("romska"),
    gettext_lazy("rumänska"),
    gettext_lazy("ryska"),
    gettext_lazy("somaliska"),
    gettext_lazy("spanska"),
    gettext_lazy("svenskt teckenspråk"),
    gettext_lazy("swahili"),
    gettext_lazy("thailändska"),
    gettext_lazy("tigrinska"),
    gettext_lazy("turkiska"),
    gettext_lazy("ukrainska"),
    gettext_lazy("vietnamesiska"),
)
