{#-
  Warning: rows of one order, of one line of it or of one row of a report differ in a column that rises with each version (updated_at,
  _fivetran_synced), and the mapping does not say that the newest counts. Only sources with such a column are read. Columns of a
  report that are no figures tell its rows apart.
-#}
{% macro warn_versions_not_used() %}
    {%- set figures = '.*(spend|cost|click|impression|conversion|revenue|value|view|reach|frequency|ctr|cpc|cpm|budget|rate|amount|sales|swipe|engagement|purchase|result|micros|share|position|score|usd).*' -%}
    {%- set line = '(id|row_id|((order|invoice)_?)?(line|item|line_?item|detail|position)(_?(id|no|nr|num|number|key))?)' -%}
    {%- set product = '((product|article|item|variant)(_?(id|no|number|name|code|sku))?|sku|stock_?code)' -%}
    {%- set looked_at = [] -%}
    {%- for relation in ['transactions', 'ad_spend'] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources if not source.mapping.get('newest') and not source.mapping.get('order_fields') -%}
            {%- set current = unused_columns(relation, source, ['fivetran_active', '(dbt_)?is_(current|latest)(_record|_version)?', '(current|latest)_flag', 'dbt_valid_to']) -%}
            {%- set versions = [] if current else unused_columns(relation, source, version_columns()) -%}
            {%- set named = source.mapping.get('columns', {}) -%}
            {%- set ids = [] -%}
            {%- if relation == 'ad_spend' -%}
                {%- do ids.extend([named.get('spend_date', 'spend_date'), named.get('channel', 'channel')] | select('string')) -%}
                {%- for column in source.columns.values() if column.name not in versions + ids and not modules.re.fullmatch('_.*|' ~ figures, column.name | lower) -%}
                    {%- do ids.append(column.name) -%}
                {%- endfor -%}
            {%- else -%}
                {%- set id = named.get('transaction_id', 'transaction_id') -%}
                {%- set lines = unused_columns(relation, source, [line, product]) if var('transaction_grain') == 'line' else [] -%}
                {%- if id is string -%}
                    {%- do ids.extend([id] + lines[:1]) -%}
                {%- endif -%}
            {%- endif -%}
            {%- if versions and ids -%}
                {%- do looked_at.append({'relation': relation, 'source': source, 'label': source_label(source, sources), 'sources': sources, 'ids': ids, 'by': versions[0]}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set ids = [] %}
    {%- for id in one.ids %}
        {%- do ids.append(yaml_name(id)) %}
    {%- endfor %}
    {%- set name = 'amount' if one.relation == 'transactions' else 'spend' %}
    {{ 'union all' if not loop.first }}
    select
        'versions_not_used' as rule,
        '{{ one.relation }}' as relation,
        cast(sum(row_count - 1) as bigint) as row_count,
        {{ 'sum(money - money / row_count)' if not var('reporting_currency') else 'cast(null as ' ~ money() ~ ')' }} as amount,
        {{ quoted_text(one.label ~ (one.ids | join(' and ')) ~ ' ') }} || min(row_id) || {{ quoted_text(' with several ' ~ one.by) }} as example,
        {% if one.relation == 'ad_spend' or var('transaction_grain') == 'line' -%}
        'Rows are there in several versions, as where a loader appends what has changed: each of them is counted.' as why,
        {%- else -%}
        'Orders are there in several versions, as where a loader appends what has changed: the earliest counts, whatever has become of it since.' as why,
        {%- endif %}
        {{ quoted_text('Write newest: {of: [' ~ (ids | join(', ')) ~ '], by: ' ~ yaml_name(one.by) ~ '} into the mapping of ' ~ one.relation ~ ', so that the last version counts; if they are no versions, ignore: [' ~ yaml_name(one.by) ~ '].') }} as remedy
    from (
        select
            row_id,
            count(*) as row_count,
            sum({{ name }}) as money
        from (
            {{ rows_of_source(one.relation, one.source, ['customer_id', 'amount'] if one.relation == 'transactions' else ['spend'], also={
                'row_id': together(one.source, one.ids, partly=one.relation == 'ad_spend'), 'row_version': source_text(one.source, one.by)
            }) }}
        ) as rows_of_source
        where row_problem is null and row_id is not null
        group by row_id
        having count(*) > 1 and min({{ name }}) >= 0 and count(distinct row_version) = count(*)
            {%- if one.relation == 'transactions' %}
            and min(customer_id) = max(customer_id)
            {%- endif %}
    ) as repeated
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
