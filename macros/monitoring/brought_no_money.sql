{#-
  Whether the `value` of a column of a status says that a row brought no money, is deleted or no longer in force. A flag that some rows have
  not is a float in pandas: 1.0 and 0.0.
-#}
{% macro brought_no_money(one) -%}
    {%- if one.kind == 'word' -%}
    ({{ says_no_sale('value') }}
        {%- if not one.source.mapping.get('subtract') %}
        or {{ says_no_sale('value', refunds=true) }} and not {{ stand_below_zero(one, says_no_sale('value', refunds=true)) }}
        {%- endif %})
    {%- elif one.kind == 'planned' -%}
    {{ matches('value', '(.*[ _-])?(plan(ned)?|budget(ed)?|forecast(ed)?|estimate[ds]?|projected|projection|scheduled|committed|geplant|soll|prognose|pr(e|é)vu|pr(e|é)vision(nel)?|previsto|presupuest(o|ado)|计划|预算|预测)([ _-].*)?') }}
    {%- elif one.kind == 'line' -%}
    {{ matches('value', '((sales|state|local|order)[ _-])?(tax(es)?|vat|gst|hst|pst|mwst|umsatzsteuer|ust|tva|iva|btw|tips?|gratuity|trinkgeld|pourboire|propina)([ _-]*[0-9.,]+ *%?)?') }}
    {%- elif one.kind == 'remark' -%}
    {{ matches('value', '(cancell?ed|cancell?ation|void(ed)?|storno|storniert|annul(e|é)e?|anulad[oa]|cancelad[oa]|annullat[oa]|geannuleerd|anulowan[eoa]|отмен(е|ё)н[оа]?|取消|キャンセル|취소)([ ,.:;(!-].*)?') }}
    {%- elif one.kind == 'flag' -%}
    value in ({{ text_list(yes_and_no().yes) }})
    {%- elif one.kind == 'change' -%}
    value in ('d', 'delete')
    {%- elif one.kind == 'payment' -%}
    {{ matches('value', '.*(gift[ _-]?card|store[ _-]?credit|gutschein|carte[ _-]?cadeau|tarjeta[ _-]?(de[ _-])?regalo|buono[ _-]?regalo|cadeaubon|礼品卡|ギフト).*') }}
    {%- elif one.kind == 'negative' -%}
    value = 'negative'
    {%- elif one.kind in ('current', 'unmet') -%}
    value in ({{ text_list(yes_and_no().no) }})
    {%- elif one.kind == 'unset' -%}
    value = 'blank' and exists (select 1 from ({{ rows_of_status(one) }}) as others where value <> 'blank')
    {%- else -%}
    value = 'filled'
    {%- endif -%}
{%- endmacro %}
