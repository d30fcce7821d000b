{#-
  What typed_column reads many times over, of one source and of the columns in `kinds` (contract column -> its kind): `columns`,
  contract column -> the names under which its rows have it, and `stages`, name -> expression, each of which may read the names of the
  ones before. A text is without blanks around it, an iso is a date of the mapping's format as ISO text, plain is a text's timestamp where
  it is in a plain ISO form, other where it is not the text rewritten into one, a moment is what a day is taken from. Of money see
  money_computed_once. Written out at each place they made megabytes of SQL, which took seconds longer to plan than a small shop to read.
-#}
{% macro computed_once(relation, source, kinds) %}
    {%- set columns, stages, mapping = {}, [{}, {}, {}, {}], source.mapping -%}
    {%- set format = mapping.get('date_format') -%}
    {%- for column, kind in kinds.items() -%}
        {%- set said, known = mapped_value(column, source), {} -%}
        {%- set free = namespace(prefix='_' ~ column) -%}
        {%- for taken in source.columns if taken.startswith(free.prefix) -%}{%- set free.prefix = '_' ~ free.prefix -%}{%- endfor -%}
        {%- if kind in ('money', 'rate') -%}
            {%- do known.update(money_computed_once(kind, said, source, free.prefix, stages)) -%}
        {%- elif said.read and kind in ('time', 'day') and is_text(said.type) -%}
            {%- do known.update(text='raw.' ~ free.prefix ~ '_text') -%}
            {%- do stages[0].update({free.prefix ~ '_text': trimmed(said.value)}) -%}
            {%- if format and format not in counted_formats() -%}
                {%- do known.update(iso='raw.' ~ free.prefix ~ '_iso') -%}
                {%- do stages[1].update({free.prefix ~ '_iso': formatted_date(known.text, format)}) -%}
            {%- elif not format -%}
                {%- do known.update(plain='raw.' ~ free.prefix ~ '_plain', other='raw.' ~ free.prefix ~ '_other') -%}
                {%- do stages[1].update({free.prefix ~ '_plain': 'case ' ~ iso_branches(known.text) ~ ' end'}) -%}
                {%- do stages[2].update({free.prefix ~ '_other': 'case when ' ~ known.plain ~ ' is null then ' ~ iso_text(known.text) ~ ' end'}) -%}
            {%- endif -%}
        {%- elif said.read and (kind in ('channel', 'currency') or kind == 'id' and is_text(said.type)) -%}
            {%- do known.update(text='raw.' ~ free.prefix ~ '_text') -%}
            {%- do stages[0].update({free.prefix ~ '_text': plain_text(said.value)}) -%}
        {%- endif -%}
        {%- if said.read and kind == 'day' and var('timezone') != 'UTC' -%}
            {%- set moment = local_timestamp(said.value, said.type, format, known) -%}
            {%- do stages[3].update({free.prefix ~ '_moment': moment}) -%}
            {%- do known.update(moment='raw.' ~ free.prefix ~ '_moment') -%}
        {%- endif -%}
        {%- do columns.update({column: known}) -%}
    {%- endfor -%}
    {{ return({'columns': columns, 'stages': stages | select | list}) }}
{% endmacro %}
