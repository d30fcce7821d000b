{#-
  Warning: of one of several files `keep` of the mapping leaves out every row, as where it writes another word for what is paid. Files
  that are read a second time for something else (see source_name) are told with the first.
-#}
{% macro warn_file_left_out() %}
    {%- set rejected, looked_at, own = ref('rejected_rows'), [], replaced('{}source', '( again)+$') -%}
    {%- for relation, base in [('transactions', ref('base_transactions')), ('ad_spend', ref('base_ad_spend')), ('customers', ref('base_customers'))] -%}
        {%- set filters = [] -%}
        {%- for source in input_sources(relation) if source.mapping.get('keep') -%}
            {%- do filters.append(source) -%}
        {%- endfor -%}
        {%- if filters and has_several_files(relation) -%}{%- do looked_at.append({'relation': relation, 'base': base}) -%}{%- endif -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'file_left_out' as rule,
        '{{ one.relation }}' as relation,
        left_out.row_count,
        left_out.amount,
        left_out.file || ', all ' || left_out.row_count || ' rows' as example,
        'What the mapping keeps leaves out every row of this file, and not of the others: it may use other words.' as why,
        'Compare keep in the mapping of {{ one.relation }} with what the file says; if nothing of it is to count, take the file out of the mapping.' as remedy
    from (
        select
            {{ own.format('') }} as file,
            count(*) as row_count,
            sum(amount) as amount
        from {{ rejected }}
        where relation = '{{ one.relation }}' and reason <> 'blank_row'
        group by {{ own.format('') }}
        having min(case when reason = 'filtered_out' then 1 else 0 end) = 1
    ) as left_out
    left join (
        select distinct {{ own.format('') }} as file from {{ one.base }} where reason is null
    ) as taken on left_out.file = taken.file
    where taken.file is null
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
