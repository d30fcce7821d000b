{#- What to write into the mapping so that rows of a status do not count, as SQL. values: the words that were seen, quoted, as an aggregate. -#}
{% macro how_to_leave_out(one, values) -%}
    {%- set column, counted = yaml_name(one.column), '; if they do count, write ignore: [' ~ yaml_name(one.column) ~ ']' -%}
    {%- if one.kind in ('moment', 'current') -%}
    {{ quoted_text('Leave them out in the mapping of ' ~ one.relation ~ ', as in keep: {' ~ column ~ (': true' if one.kind == 'current' else ": ''") ~ '}' ~ counted) }}
    {%- elif one.kind == 'unset' -%}
    {{ quoted_text('Leave them out in the mapping of ' ~ one.relation ~ ', as in drop_blank: [' ~ column ~ ']' ~ counted) }}
    {%- elif one.kind == 'negative' -%}
    {{ quoted_text('Take them for refunds in a mapping of their own, with keep: {' ~ column ~ ': "-*"} and negate: true, and leave them out of the other with drop: {' ~ column ~ ': "-*"}' ~ counted) }}
    {%- else -%}
    {{ quoted_text(('Name them too in the mapping of ' if one.dropped else 'Leave them out in the mapping of ') ~ one.relation ~ ', as in drop: {' ~ column ~ ': [') }}
        || {{ values }} || {{ quoted_text(']}' ~ counted) }}
    {%- endif -%}
{%- endmacro %}
