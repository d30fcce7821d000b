{#- Pattern of names of columns of money that went back (see unused_columns for how names are written); ltv.inputs.formats.states reads it too. -#}
{% macro refund_columns() %}
    {%- set words = [
        'refund(ed|s)?', 'chargebacks?', 'erstattung(s.*)?', 'erstattet', 'r(ü|ue)ckerstatt(et|ung).*', 'rembours(e|é|ement|ements)?e?s?',
        'reembols(o|os|ad[oa])', 'devuelt[oa]', 'devoluci(ó|o)n(es)?', 'devolu(ç|c)(ã|a)o', 'devolvid[oa]', 'estorn(o|ad[oa])',
        'rimbors(o|i|at[oa])', 'terugbeta(ald|ling)e?', 'retourbedrag', 'zwrot(u|y)?', 'vr(á|a)cen(á|a|o|é)?', 'vratka',
        'visszat(é|e)r(í|i)t(ett|és)', 'ramburs(at(ă|a)?|are)', '(å|a)terbetal(t|ning)', 'tilbagebetal(t|ing)', 'refusjon', 'refundert',
        'palautu(s|kset)', 'hyvity(s|kset)', 'iade', 'возврат(а|ы)?', 'повернен(ня|о)', 'επιστροφ(ής|ή|ες)', 'hoàn', 'hoan',
    ] -%}
    {{ return('(.*_)?(' ~ words | join('|') ~ ')(_.*)?|.*(退款|返金|환불|คืนเงิน).*') }}
{% endmacro %}
