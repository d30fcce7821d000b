-- Whatever is doubtful about the inputs is a warning: its text, with what to do, is printed at the end of the build.
{{ config(severity='warn') }}
select * from {{ ref('input_warnings') }}
