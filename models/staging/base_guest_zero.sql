with typed as (
    {{ typed_rows('transactions') }}
)

select
    coalesce(bool_or({{ is_zero_id('customer_id_key') }}), false)
    and not coalesce(bool_or({{ is_short_id('customer_id_key') }}), false) as zero_is_guest
from typed
where row_problem is null and {{ "true" if '0' in placeholder_ids() else "false" }}
