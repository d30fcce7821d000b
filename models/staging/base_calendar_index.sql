with typed as (
    {{ typed_rows('calendar_index') }}
),

dated as (
    select
        *,
        cast(day as date) as index_day
    from typed
    where row_problem is null and value > 0
),

-- Two different values for one day: neither can be taken without a guess.
counted as (
    select
        row_key,
        count(*) over (partition by index_day, value) as same_values,
        count(*) over (partition by index_day) as values_of_day,
        row_number() over (partition by index_day, value order by row_key) as copy
    from dated
)

select
    typed.row_key,
    typed.source,
    typed.row_number,
    typed.raw_row,
    cast(typed.day as date) as day,
    typed.value,
    case
        when typed.row_problem is not null then typed.row_problem
        when {{ is_blank_row('calendar_index', 'typed') }} then 'blank_row'
        when typed.day is null then 'unreadable_date'
        when typed.value is null or typed.value <= 0 then 'unreadable_index'
        when counted.values_of_day > counted.same_values then 'conflicting_duplicate'
        when counted.copy > 1 then 'exact_duplicate'
    end as reason
from typed
left join counted on typed.row_key = counted.row_key
