{{ config(materialized='table' if counts_opportunities() else 'view') }}

{{ customer_opportunities(ref('int_purchase_days'), ref('int_customer_histories')) }}
