{#- stg_transactions may be a view over files, so each reads it by itself and no engine keeps all of it in between. -#}
{% set of_customers_with_refunds %}
(
    select transactions.*
    from {{ ref('stg_transactions') }} as transactions
    inner join (
        select distinct customer_ref from {{ ref('stg_transactions') }} where amount < 0
    ) as customers_with_refunds on transactions.customer_ref = customers_with_refunds.customer_ref
)
{% endset %}

{{ refund_netting(of_customers_with_refunds) }}
