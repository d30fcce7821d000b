{#-
  One row per raw row of a relation of costs, which have a day, a channel and an amount but no id: typed, in the reporting currency
  (`amount`; `raw_amount` is as it came). `is_copy` marks rows of a source that was loaded several times as a whole: every
  row occurs at least twice, and all occur equally often or a multiple of that. Rows that are equal for another reason, as two
  campaigns with the same cost on one day, are no copies. Rows that are not looked at (row_problem) are compared among themselves.
-#}
{% macro dated_costs(relation, day, amount) %}
    with typed as (
        {{ typed_rows(relation) }}
    ),

    counted as (
        select
            *,
            {{ raw_row_json(relation) }} as row_text,
            count(*) over (partition by source, row_problem, {{ raw_row_json(relation) }}) as copies
        from typed
    ),

    numbered as (
        select
            *,
            row_number() over (partition by source, row_problem, row_text order by row_key) as copy,
            min(copies) over (partition by source, row_problem) as fewest_copies,
            count(*) over (partition by source, row_problem) as rows_of_source
        from counted
    ),

    judged as (
        select
            *,
            max(copies % fewest_copies) over (partition by source, row_problem) = 0 and fewest_copies < rows_of_source as is_loaded_again
        from numbered
    )

    select
        judged.row_key,
        judged.source,
        judged.row_number,
        judged.raw_row,
        judged.row_problem,
        cast(judged.{{ day }} as date) as day,
        judged.channel,
        judged.currency,
        {{ is_blank_row(relation, 'judged') }} as is_blank,
        judged.{{ amount }} as raw_amount,
        {{ in_reporting_currency('judged.' ~ amount, 'rates.rate') }} as amount,
        judged.is_loaded_again and judged.copy > judged.copies / judged.fewest_copies as is_copy
    from judged
    {{ join_rates('judged.currency', 'cast(judged.' ~ day ~ ' as date)') }}
{% endmacro %}
