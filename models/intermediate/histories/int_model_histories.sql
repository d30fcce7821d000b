with histories as (
    select
        cast(customer_ref as {{ dbt.type_string() }}) as customer_id,
        customer_histories.*
    from {{ ref('int_customer_histories') }} as customer_histories
)

{{ model_histories('histories', ref('int_customer_opportunities') if counts_opportunities()) }}
