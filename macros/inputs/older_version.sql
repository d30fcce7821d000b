{#-
  SQL of whether the source has a later version of the row, as the mapping's `newest` tells ({of: columns that tell rows apart, by:
  what rises with each version}), or nothing without that key. Of versions that rank equal the last row of a file counts, and of a
  table, whose rows have no order, always the same one. What was loaded after the variable known_at is no version yet, and a row
  without a value in `of` is none of another. Where only some of several columns have one, as of campaigns without ads, rows that rank
  equal all count: lines without a number are no versions of each other.
-#}
{% macro older_version(source) -%}
    {%- set newest = source.mapping.get('newest') -%}
    {%- if newest -%}
        {%- set parts = [newest.of] if newest.of is string else newest.of -%}
        {%- set id, whole_id = together(source, parts, partly=true), together(source, parts) -%}
        {%- set later = loaded_after_known_at(source) -%}
        {%- set place = 'raw._row_key' if '_row_key' in source.added else whole_row(source, false) -%}
        {{ id }} is not null and (
            {%- if parts | length > 1 %}
            rank() over (partition by {{ id }}{{ ', ' ~ later if later }} order by {{ version_order(source, newest.by) }}) > 1
            or {{ whole_id }} is not null and {% endif -%}
            row_number() over (
                partition by {{ id }}{{ ', ' ~ later if later }}
                order by {{ version_order(source, newest.by) }}, {{ place }} desc
            ) > 1
        )
    {%- endif -%}
{%- endmacro %}
