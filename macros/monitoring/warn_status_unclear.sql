{#-
  Warning: a column of the status of orders has several values, among them numbers or words that say different things in different systems
  (open, closed, created), or English words beside paid or completed of which nobody knows what they say (queued, past due), and the mapping
  does not use it, or only leaves others out: nobody can tell from the file which orders count. Words that tell are status_not_used, and are
  not proposed to be kept. Some of its values are told, the most frequent first.
-#}
{% macro warn_status_unclear() %}
    {%- set ambiguous = '[0-9]{1,4}([.]0+)?|opened|open|closed|created|offen|geschlossen|angelegt|erstellt|abiert[oa]|cerrad[oa]|ouverte?|ferm(e|é)e?|cl(o|ô)tur(e|é)e?|apert[oa]|chius[oa]|abert[oa]|fechad[oa]|gesloten' -%}
    {%- set sold = '(partially[ _-])?(paid|succe(ss|ssful|eded)|completed?|captured|settled|approved|closed[ _-]won)' -%}
    {%- set known = '(.*[ _-])?(paid|succe[a-z]+|complet[a-z]+|captur[a-z]+|settl[a-z]+|approv[a-z]+|confirm[a-z]+|accept[a-z]+|process[a-z]*|fulfil[a-z]*|ship[a-z]*|deliver[a-z]*|dispatch[a-z]*|finish[a-z]*|done|ok|yes|won|sales?|sold|invoiced?|received|transit|pick[a-z]*|pack[a-z]*|ready|progress|prepar[a-z]*|parti[a-z]+|active|collect[a-z]*|sent|(back|pre)[ _-]?order[a-z]*|exchang[a-z]*|assigned|printed|new|placed|normal|good|valid[a-z]*|posted|clear[a-z]*|live|verif[a-z]+|review[a-z]*|production|manufactur[a-z]*)([ _-].*)?' -%}
    {%- set sources, looked_at, meanings = input_sources('transactions'), [], no_sale_patterns(refunds=true) -%}
    {%- set words = 'stat|estado|stan|stav|stare|tila|zustand|durum|progress|situa|(é|e)tat|állapot|allapot|статус|состояние|κατάσταση|trạng'
        ~ '|状态|状態|狀態|状況|狀況|ステータス|進捗|处理进度|상태|สถานะ|\u062d\u0627\u0644\u0629|\u0648\u0636\u0639' -%}
    {%- for source in sources if not source.mapping.get('order_fields') -%}
        {%- for column in unused_columns('transactions', source, status_columns('transactions').word, dropped=false) -%}
            {%- set name = column | lower -%}
            {%- if modules.re.search(words, name) and not modules.re.search('配送|発送|出荷|物流|发货|發貨', name) -%}
                {%- do looked_at.append({'relation': 'transactions', 'money': 'amount', 'source': source, 'sources': sources, 'column': column, 'kind': 'word'}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'status_unclear' as rule,
        'transactions' as relation,
        cast(
            sum(case when is_unclear = 1 then row_count else 0 end)
                + case when max(is_sold) = 1 then sum(case when is_unclear = 2 and is_none = 0 then row_count else 0 end) else 0 end
            as bigint
        ) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || {{ joined_texts("case when place <= 8 then value || ' (' || row_count || ')' end", 'row_count desc, value') }} as example,
        'Orders have these states, which the mapping does not use. Numbers, open, closed and created mean other things in every system, as not paid yet, cancelled or refunded, and so may words that are not known here: all of them count as sales.' as why,
        {{ quoted_text('Say in the mapping of transactions which count, as in keep: {' ~ yaml_name(one.column) ~ ': [') }}
            || {{ joined_texts("case when place <= 4 and is_none = 0 then '\"' || value || '\"' end", 'row_count desc, value') }} || {{ quoted_text(']}; if all do, write ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from (
        select
            value,
            count(*) as row_count,
            max(case
                when {{ matches('value', ambiguous) }} then 1
                when {{ matches('value', '[a-z][a-z _-]+') }} and not {{ matches('value', known) }}
                    and not {{ matches('value', meanings.partial) }} and not {{ matches('value', meanings.negated) }} then 2
                else 0
            end) as is_unclear,
            max(case when {{ matches('value', sold) }} then 1 else 0 end) as is_sold,
            max(case when {{ says_no_sale('value') }} or {{ says_no_sale('value', refunds=true) }} then 1 else 0 end) as is_none,
            row_number() over (order by count(*) desc, value) as place
        from ({{ rows_of_status(one) }}) as rows_of_source
        where row_problem is null and amount > 0 and value <> ''
        group by value
    ) as states
    having count(*) between 2 and 50
        and (max(case when is_unclear = 1 then 1 else 0 end) = 1 or max(is_sold) = 1 and max(case when is_none = 0 then is_unclear else 0 end) = 2)
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
