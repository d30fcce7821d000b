{#-
  Warning: a column says of rows that they brought no money (cancelled, failed, a test, refunded, only a view), that they are deleted
  or no longer in force, or has a quantity below nothing, no filter of the mapping leaves them out, and they count. An order of nothing is a purchase too, where those
  count. Only columns of such names are read. What is said of refunds does not count where refunds are subtracted, or rows of their
  own. Of many words five are told.
-#}
{% macro warn_status_not_used() %}
    {%- set looked_at = [] -%}
    {%- for relation, money_name in [('transactions', 'amount'), ('ad_spend', 'spend')] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources if not source.mapping.get('order_fields') -%}
            {%- for kind, patterns in status_columns(relation).items() if kind != 'payment' or source.mapping.get('format', 'plain table') == 'plain table' -%}
                {%- for column in unused_columns(relation, source, patterns, dropped=false)
                    if kind == 'word' or not (source.mapping.get('subtract') and modules.re.search('refund|return', column | lower)) -%}
                    {%- do looked_at.append({
                        'relation': relation, 'money': money_name, 'source': source, 'sources': sources, 'column': column, 'kind': kind,
                        'dropped': column not in unused_columns(relation, source, patterns)
                    }) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set text = source_text(one.source, one.column) %}
    {{ 'union all' if not loop.first }}
    select
        'status_not_used' as rule,
        '{{ one.relation }}' as relation,
        cast(sum(row_count) as bigint) as row_count,
        {{ 'sum(amount)' if not var('reporting_currency') else 'cast(null as ' ~ money() ~ ')' }} as amount,
        {{ quoted_text(source_label(one.source, one.sources) ~ one.column ~ ': ') }} || {{ joined_texts("case when place <= 5 then value || ' (' || row_count || ')' end", 'row_count desc, value') }} as example,
        {% if one.kind == 'negative' -%}
        'The quantity of some orders is below nothing, and their amount is not: what came back counts as sold.'
        {%- elif one.kind == 'payment' -%}
        'These orders were paid with gift cards or credit: that money came in when the card was sold, and counts twice where its sale is an order too.'
        {%- elif one.kind in ('current', 'change') or modules.re.search('deleted|valid_to', one.column | lower) -%}
        'This column says of some rows that they are deleted or no longer in force, and no filter leaves them out: they count.'
        {%- else -%}
        'This column says of some orders that they brought no money, and no filter leaves them out: they count as sales.'
        {%- endif %} as why,
        {% if one.kind in ('moment', 'current') -%}
        {{ quoted_text('Leave them out in the mapping of ' ~ one.relation ~ ', as in keep: {' ~ yaml_name(one.column) ~ (': true' if one.kind == 'current' else ": ''") ~ '}; if they do count, write ignore: [' ~ yaml_name(one.column) ~ ']') }}
        {%- elif one.kind == 'negative' -%}
        {{ quoted_text('Take them for refunds in a mapping of their own, with keep: {' ~ yaml_name(one.column) ~ ': "-*"} and negate: true, and leave them out of the other with drop: {' ~ yaml_name(one.column) ~ ': "-*"}; if they do count, write ignore: [' ~ yaml_name(one.column) ~ ']') }}
        {%- else -%}
        {{ quoted_text(('Name them too in the mapping of ' if one.dropped else 'Leave them out in the mapping of ') ~ one.relation ~ ', as in drop: {' ~ yaml_name(one.column) ~ ': [') }}
            || {{ joined_texts("case when place <= 5 then '\"' || value || '\"' end", 'row_count desc, value') }}
            || {{ quoted_text(']}; if they do count, write ignore: [' ~ yaml_name(one.column) ~ ']') }}
        {%- endif %} || ' there.' as remedy
    from (
        select
            value,
            count(*) as row_count,
            sum({{ one.money }}) as amount,
            row_number() over (order by count(*) desc, value) as place
        from (
            select
                {% if one.kind == 'moment' -%}
                case when {{ is_one_of(text, ['', 'null', 'none', 'nan', 'n/a', '-', '0', 'false', '0000-*']) }} then '' else 'filled' end as value,
                {%- elif one.kind == 'negative' -%}
                case when {{ matches(text, '-.*[1-9].*') }} then 'negative' end as value,
                {%- else -%}
                {{ text }} as value,
                {%- endif %}
                {{ row_problem(one.source) }} as row_problem,
                {{ typed_column(one.relation, one.money, 'money', one.source, one.sources) }}
            from {{ one.source.relation }} as raw
        ) as rows_of_source
        where row_problem is null and ({{ one.money }} > 0{{ ' or amount = 0 and not amount_is_refunded' if one.relation == 'transactions' and var('count_free_orders') }}) and
            {%- if one.kind == 'word' %}
            ({{ says_no_sale('value') }}
                {%- if not one.source.mapping.get('subtract') %}
                or {{ says_no_sale('value', refunds=true) }}
                    and not exists (select 1 from {{ ref('base_order_days') }} where reason is null and negative_rows > 0)
                {%- endif %})
            {%- elif one.kind == 'flag' %}
            value in ('true', 't', '1', 'yes', 'y', 'x', 'ja', 'oui', 'si')
            {%- elif one.kind == 'change' %}
            value in ('d', 'delete')
            {%- elif one.kind == 'payment' %}
            {{ matches('value', '.*(gift[ _-]?card|store[ _-]?credit|gutschein|carte[ _-]?cadeau|tarjeta[ _-]?(de[ _-])?regalo|buono[ _-]?regalo|cadeaubon|\u793c\u54c1\u5361|\u30ae\u30d5\u30c8).*') }}
            {%- elif one.kind == 'negative' %}
            value = 'negative'
            {%- elif one.kind == 'current' %}
            value in ('false', 'f', '0', 'no', 'n')
            {%- else %}
            value = 'filled'
            {%- endif %}
        group by value
    ) as counted
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
