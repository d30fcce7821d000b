select
    cast(customer_ref as {{ dbt.type_string() }}) as customer_id,
    histories.*
from {{ ref('int_customer_histories') }} as histories
where first_purchase_on is not null
