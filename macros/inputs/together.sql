{#-
  The texts of several columns of a source as one id, with - between them; a part may be a constant ({value: ...}). Null where a part is
  missing: order 1001 of no shop would be that of another. With `partly`, null only where all are: a campaign without ads is a row of
  its report all the same.
-#}
{% macro together(source, parts, partly=false) -%}
    {%- set texts = [] -%}
    {%- for part in parts -%}
        {%- set value = quoted_text(part.value) if part is mapping else source_column(source, part) -%}
        {%- do texts.append('nullif(' ~ trimmed('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ')') ~ ", '')") -%}
    {%- endfor -%}
    {%- if partly and texts | length > 1 -%}
    (case when coalesce({{ texts | join(', ') }}) is not null then coalesce({{ texts | join(", '') || '-' || coalesce(") }}, '') end)
    {%- else -%}
    ({{ texts | join(" || '-' || ") }})
    {%- endif -%}
{%- endmacro %}
