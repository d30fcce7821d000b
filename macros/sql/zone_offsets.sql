{#-
  Offset -> names of time zones that mean it everywhere, as `ZONES` of the package has them (a test holds them equal). CST, IST and BST
  are several zones each, and are none of these.
-#}
{% macro zone_offsets() %}
    {{ return({
        '-08:00': ['PST'], '-07:00': ['PDT', 'MST'], '-06:00': ['MDT'], '-05:00': ['EST'], '-04:00': ['EDT'],
        '+01:00': ['CET', 'WEST'], '+02:00': ['CEST', 'EET'], '+03:00': ['EEST'], '+09:00': ['JST', 'KST'],
        '+10:00': ['AEST'], '+11:00': ['AEDT'],
    }) }}
{% endmacro %}
