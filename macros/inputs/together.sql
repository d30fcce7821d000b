{#-
  The texts of several columns of a source as one id, with - between them; a part may be a constant ({value: ...}). Null where a part is
  missing: order 1001 of no shop would be that of another.
-#}
{% macro together(source, parts) -%}
    {%- set texts = [] -%}
    {%- for part in parts -%}
        {%- set value = quoted_text(part.value) if part is mapping else source_column(source, part) -%}
        {%- do texts.append('nullif(' ~ trimmed('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ')') ~ ", '')") -%}
    {%- endfor -%}
    ({{ texts | join(" || '-' || ") }})
{%- endmacro %}
