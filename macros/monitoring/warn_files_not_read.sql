{#- Warning: what the reader says of files in `data_dir` that it did not take, or took on an assumption. -#}
{% macro warn_files_not_read() %}
    {%- set notes = existing_relation(inputs_schema(), 'notes', target.database) if execute and var('raw_data') == 'files' else none -%}
    select
        'files_not_read' as rule,
        'files' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ 'note' if notes else "''" }} as example,
        'A file of the folder is not used, or is used on an assumption.' as why,
        'Do what is said of it; a file that is not needed may be moved out of the folder.' as remedy
    {{ 'from ' ~ notes if notes else 'where false' }}
{% endmacro %}
