{#- A hash of the id decides, so that a customer who is looked at today is looked at tomorrow, whoever joins in between. -#}
{% set most = var('backtest_customers') %}

with customers as (
    select
        customer_ref,
        channel,
        acquired_on
    from {{ ref('int_customer_histories') }}
),

counted as (
    select count(*) as customers from customers
)

select
    customers.customer_ref,
    customers.channel,
    customers.acquired_on
from customers
cross join counted
where counted.customers <= {{ most }}
    or substr(md5(cast(customers.customer_ref as {{ dbt.type_string() }})), 1, 6)
        < lpad({{ hexadecimal('cast(floor(16777216.0 * ' ~ most ~ ' / counted.customers) as bigint)') }}, 6, '0')
