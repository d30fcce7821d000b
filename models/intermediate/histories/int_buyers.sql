select * from {{ ref('int_model_histories') }} where first_purchase_on is not null
