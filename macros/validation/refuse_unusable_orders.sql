{#-
  Stop the build where no transaction is accepted on a day that counts, or where transactions look like the lines of orders and the variable
  `transaction_grain` does not say what they are. Called by base_observation_end, before any model that others read.
-#}
{% macro refuse_unusable_orders() %}
    {% set days, duplicates, transactions = ref('base_order_days'), ref('base_transaction_duplicates'), ref('base_transactions') %}
    {% if is_building() %}
        {% set late = 'after_observation_end' if var('observation_end') else 'future_order' %}
        {% set judged = "(select *, case when reason is null and ordered_on > date '" ~ last_day_taken() ~ "' then '" ~ late ~ "' else reason end as judgement from {}) as judged" %}
        {% set counts = run_query(
            'select judgement, cast(sum(row_count) as bigint) from ' ~ judged.format(days) ~ ' group by judgement order by 2 desc, 1'
        ).rows %}
        {% if counts and counts | selectattr(0, 'none') | list == [] %}
            {{ exceptions.raise_compiler_error(nothing_accepted('transactions', judged.format(transactions), counts, 'judgement')) }}
        {% endif %}
        {% set rows = counts | map(attribute=1) | sum %}
        {% set lines = run_query('select count(*) from ' ~ duplicates ~ ' where looks_like_a_line').columns[0].values()[0] | int %}
        {% if var('transaction_grain') is none and lines >= 2 and lines > 0.02 * rows %}
            {% set example = run_query(
                'select min(transaction_id) from ' ~ transactions ~ ' as t inner join ' ~ duplicates
                ~ ' as d on t.row_key = d.row_key where looks_like_a_line'
            ).columns[0].values()[0] %}
            {{ exceptions.raise_compiler_error(
                lines ~ ' of ' ~ rows ~ ' rows of transactions repeat the transaction_id of another row of the same customer and day'
                ~ " with another amount (for example '" ~ example ~ "'). They look like lines of orders. Set the variable"
                ~ ' transaction_grain: line, if the lines of one order are to be added up, or order, if each id is one order whose'
                ~ ' earliest version counts. If the rows are versions of an order, as loaders append them, write'
                ~ ' newest: {of: order_id, by: updated_at} into the mapping, with the names of those columns, and set order.'
            ) }}
        {% endif %}
    {% endif %}
{% endmacro %}
