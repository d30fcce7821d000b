{#-
  Warning: some buyers are told apart by e-mail addresses and others by ids that are none, as where guests have an address only, or two shops name
  people in ways of their own: one person may be two buyers.
-#}
{% macro warn_ids_of_two_kinds() %}
    {%- if customer_ref_type() == 'bigint' or was_looked_at('transactions', 'customer_id') %}
    {{ no_warning() }}
    {%- else %}
    select
        'ids_of_two_kinds' as rule,
        'transactions' as relation,
        cast(least(mails, buyers - mails) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        mails || ' buyers such as ''' || a_mail || ''', ' || (buyers - mails) || ' such as ''' || an_id || '''' as example,
        'Some customers are known by their e-mail address and others by another id: who has bought in both ways counts as two, who return less.' as why,
        {{ quoted_text('Name a column that all orders have as customer_id, or export the address with each order; if they are different people, write ignore: [' ~ input_column_name('transactions', 'customer_id') ~ '] into the mapping of transactions.') }} as remedy
    from (
        select
            count(*) as buyers,
            sum(case when customer_ref like '%@%' then 1 else 0 end) as mails,
            min(case when customer_ref like '%@%' then customer_ref end) as a_mail,
            min(case when customer_ref like '%@%' then null else customer_ref end) as an_id
        from {{ ref('int_customer_histories') }}
        where orders > 0
    ) as kinds
    where least(mails, buyers - mails) >= 5 and 20 * least(mails, buyers - mails) >= buyers
    {%- endif %}
{% endmacro %}
