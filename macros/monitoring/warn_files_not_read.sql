{#-
  Warning: what the reader says of files in `data_dir` that it did not take, or took on an assumption; or tables of `raw_schema` that are
  called nearly as an optional input that is not there.
-#}
{% macro warn_files_not_read() %}
    {%- set told = [] -%}
    {%- if execute and var('raw_data') == 'tables' -%}
        {%- set raw = source('raw', 'transactions') -%}
        {%- for relation in input_columns() if not input_sources(relation) -%}
            {%- set other = relation[:-1] if relation.endswith('s') else relation ~ 's' -%}
            {%- for name in [other, relation | replace('_', ''), other | replace('_', '')] | unique if name != relation -%}
                {%- set near = existing_relation(raw.schema, name, raw.database) -%}
                {%- if near -%}
                    {%- do told.append(
                        'the table ' ~ near.identifier ~ ' was not read: if it holds ' ~ relation ~ ', write table: ' ~ near.identifier
                        ~ ' into the mapping (inputs: ' ~ relation ~ ')'
                    ) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set notes = existing_relation(inputs_schema(), 'notes', target.database) if execute and var('raw_data') == 'files' else none -%}
    select
        'files_not_read' as rule,
        'files' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        note as example,
        'A file of the folder, or a table of the schema, is not used, or is used on an assumption.' as why,
        'Do what is said of it; one that is not needed may be moved away.' as remedy
    {% if notes -%}
    from {{ notes }}
    {%- else -%}
    from (
        {%- for note in told or [''] %}
        {{ 'union all' if not loop.first }} select {{ quoted_text(note) }} as note
        {%- endfor %}
    ) as tables
    where {{ 'true' if told else 'false' }}
    {%- endif %}
{% endmacro %}
