select * from {{ ref('int_customer_rfm') }} where first_purchase_on is not null
