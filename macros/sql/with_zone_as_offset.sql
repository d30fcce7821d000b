{#-
  Text of a moment, in capitals, whose time zone is written as an offset or as Z: GMT+1 as +01:00, PST as -08:00; a name behind an offset
  is left out, as in +0100 CET. A name is whole: CEST ends with EST.
-#}
{% macro with_zone_as_offset(text) -%}
    {%- set plain = namespace(text=replaced(text, ' [(][A-Z ]+[)]$')) -%}
    {%- set plain.text = replaced(plain.text, '([+-][0-9]{2}:?[0-9]{2}) [A-Z]{3,4}$', '\\1') -%}
    {%- set plain.text = replaced(plain.text, ' ?(UTC|GMT)([+-])([0-9])$', '\\20\\3') -%}
    {%- set plain.text = replaced(plain.text, ' ?(UTC|GMT)([+-])', '\\2') -%}
    {%- for offset, names in zone_offsets().items() -%}
        {%- set plain.text = replaced(plain.text, '( |([^A-Z ]))(' ~ names | join('|') ~ ')$', '\\2' ~ offset) -%}
    {%- endfor -%}
    {{ replaced(plain.text, ' ?(UTC|GMT)$', 'Z') }}
{%- endmacro %}
