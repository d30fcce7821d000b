-- A warning that much was rejected counts the rows of rejected_rows that are no copies, blank or totals, and that no filter and no
-- observation end explains.
with rejected as (
    select relation, count(*) as row_count
    from {{ ref('rejected_rows') }}
    where reason not in (
        'exact_duplicate', 'blank_row', 'row_of_totals', 'filtered_out', 'fully_refunded', 'after_observation_end', 'future_order',
        'loaded_later', 'older_version'
    )
    group by relation
)

select warnings.relation, warnings.row_count, rejected.row_count as rejected_rows
from {{ ref('input_warnings') }} as warnings
left join rejected on warnings.relation = rejected.relation
where warnings.rule = 'much_rejected' and warnings.row_count <> coalesce(rejected.row_count, 0)
