{#-
  Warning: more of an input's rows or money was rejected than `rejected_share_warning` allows; one row per relation. Rows of totals and
  copies of rows are no money of their own, and lose nothing; nor do blank rows.
-#}
{% macro warn_much_rejected() %}
    select
        'much_rejected' as rule,
        relation,
        rejected_rows as row_count,
        rejected_amount as amount,
        reasons as example,
        'Of ' || all_rows || ' rows ' || rejected_rows || ' were rejected ({{ var('rejected_share_warning') }} of the rows or of the money is the limit): what they hold is in no figure.' as why,
        'Look at rejected_rows where relation = ''' || relation || '''; rejection_reasons says what to do about each reason. Where no more can be done, as about guests, set the variable rejected_share_warning to '
            || cast(ceil(100 * greatest(rejected_rows * 1.0 / all_rows, rejected_amount / nullif(all_amount, 0))) / 100 as decimal(4, 2)) || '.' as remedy
    from (
        select
            relation,
            cast(sum(row_count) as bigint) as all_rows,
            cast(sum(case when is_rejected then row_count else 0 end) as bigint) as rejected_rows,
            sum(case when is_rejected then money else 0 end) as rejected_amount,
            sum(money) as all_amount,
            {{ joined_texts("case when is_rejected then row_count || ' ' || outcome end", 'row_count desc, outcome') }} as reasons
        from (
            select
                *,
                case when outcome in ('row_of_totals', 'exact_duplicate') then 0 else abs(coalesce(amount, 0)) end as money,
                outcome not in (
                    'accepted', 'blank_row', 'row_of_totals', 'exact_duplicate', 'filtered_out', 'fully_refunded', 'after_observation_end',
                    'future_order', 'loaded_later', 'older_version'
                ) as is_rejected
            from {{ ref('input_audit') }}
        ) as outcomes
        group by relation
    ) as shares
    where rejected_rows > {{ var('rejected_share_warning') }} * all_rows
        or rejected_amount > {{ var('rejected_share_warning') }} * all_amount
{% endmacro %}
