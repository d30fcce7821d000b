{#-
  Columns that say whether a row counts, by how they tell it: kind -> patterns of their names (see unused_columns). A `word`
  column has it in its text, a `flag` is true, a `moment` is not blank, a quantity is `negative`, a `payment` was made
  with a gift card, a `line` is a tax or a tip, a `remark` begins with a word for a cancelled order, `change` is D for rows that were deleted, `current` is false for those that are no longer in force. Of what a
  sale has, `unmet` is false (paid, valid), and `unset` is the moment of it, blank in some rows only.
  Customers and costs have no status: of them is asked what loaders say, which mark rows as deleted or as old (_fivetran_deleted,
  _sdc_deleted_at, _fivetran_active, dbt_valid_to), and whether costs are `planned` only.
-#}
{% macro status_columns(relation) %}
    {% set not_of_the_order = '(?!.*(fulfil|ship|deliver|dispatch|versand|liefer|mail|marketing|customer|subscri|stock|campaign))' %}
    {% set of_loaders = {
        'flag': ['((fivetran|peerdb|dlt|dms|order)_)?(is_)?deleted'],
        'moment': ['((sdc|ab_cdc|fivetran|peerdb|order)_)?deleted_(at|on|date|time|timestamp)', 'dbt_valid_to'],
        'change': ['((dms|cdc|row)_)?(op|operation|change_type)'],
        'current': ['fivetran_active', '(dbt_)?is_(current|latest)(_record|_version)?', '(current|latest)_flag'],
    } %}
    {% set of_costs = {
        'planned': ['((spend|cost|row|record|data|entry|amount|value|budget|figure)_)?(type|kind|status|scenario|version|art|typ)', 'actual_or_(plan|budget)'],
        'flag': of_loaders.flag + ['(is_)?(planned|forecast|budget|estimated|projected)'],
        'unmet': ['(is_)?actuals?'],
    } %}
    {{ return(of_loaders if relation == 'customers' else dict(of_loaders, **of_costs) if relation != 'transactions' else {
        'word': [
            not_of_the_order ~ '((.*_)?(status|state|statut|estado|stato|stan|toestand)(_.*)?|.*(status|zustand))',
            '((transaction|order|event|payment|record|document|doc|invoice|voucher|sale|behaviou?r|action|activity)_)?(type|kind|art|typ|tipo)',
            '(beleg|vorgangs|dokument)(art|typ)', 'tipo_(de_)?(documento|doc|comprobante|fattura)', 'type_de_(document|pi(è|e)ce)', 'documento?',
            '((order|deal|payment)_)?(outcome|result|disposition)', '(é|e)tat(_.*)?', '(.*_)?(situa(ç|c)(ã|a)o|situaci(ó|o)n|situazione|fase|estatus)(_.*)?',
            '(order_)?(cleared|phase)', 'bezahlt', '(kauf|zahl)ungs?status',
            'event(_name)?', 'action', '收_?支', '((deal|sales|opportunity)_?)?stage(_name)?', '(app_?store_)?env(ironment)?',
            '(.*)?(状态|状態|狀態|状況|狀況|ステータス|進捗|处理进度)(_?(コード|番号|代码|code))?', '(order_?)?progress(_?code)?', '(.*_)?статус(_.*)?',
            '(.*_)?(durumu?|stat(ü|u)s(ü|u)|stav|tila|stare|stanje|állapot(a)?|allapot|st(á|a)tusza?|स_थ_त|būsena|состояние|\u0648\u0636\u0639\u06cc\u062a)(_.*)?',
            '(.*)?(상태|κατάσταση|สถานะ|trạng_thái|\u062d\u0627\u0644\u0629|\u05e1\u05d8\u05d8\u05d5\u05e1)(.*)?',
        ],
        'line': ['((line|item|row|charge|order_line|line_?item|entry)_)?(type|kind|category)', '(line_?item_|item_|product_|article_)?(sku|code)', '(line_?item_|item_|product_|article_)(name|title)'],
        'flag': of_loaders.flag + [
            '(is_|was_|order_)?(test|test_order|test_mode|cancel|cancell?ed|refunded|void|voided|draft|failed|returned|disputed|storniert|storno)',
            'geannuleerd', 'annul(é|e)e?', 'annullat[oa]', 'cancelad[oa]', 'anulad[oa]', 'anulowan[eya]', 'stornov(á|a)no', 'törölve', 'iptal',
            'отмен(е|ё)н[оа]?', 'удал(е|ё)н[оа]?', 'пометка_удаления', 'testbestellung', 'teststatus',
            '(is_|was_|order_)?(sandbox|fraud|fraudulent|spam|duplicate|bot|charge_?back|charged_back|replacement|replacement_order)'
        ],
        'unmet': ['(is_|was_|order_|payment_)?(paid|captured|valid|success|successful|succeeded|approved|confirmed|completed|won)', 'live_?mode', 'betaald', 'opłacon[eya]', 'zaplaceno', 'uhrazeno', 'fizetve', 'оплачен[оа]?', 'провед(е|ё)н[оа]?'],
        'unset': ['(order_)?(paid|captured)_(at|on|date|time|timestamp)', '(date|time)_paid', 'payment_(date|time)'],
        'moment': of_loaders.moment + [
            '(order_)?(cancell?ed|refunded|voided|returned)_(at|on|date|time|timestamp)',
            '(order_)?(date|time)_(cancell?ed|refunded|voided)',
            'cancel(lation)?_(reason|date)', 'stornodatum', 'storniert_am',
        ],
        'remark': ['((order|internal|staff)_)?(remarks?|notes?|comments?)', 'bemerkung(en)?|anmerkung(en)?|notiz(en)?|kommentare?', 'remarques?|commentaires?', 'observaciones|notas?|comentarios?', 'opmerking(en)?', 'uwagi', '备注|備考|비고'],
        'negative': ['((item|order|line_?item)_)?(quantity|qty|units|pieces|menge|anzahl|cantidad|quantite|quantita|数量)'],
        'payment': [
            '(payment|pay|tender)(_(methods?|types?|gateway|option|provider|mode))?(_(name|title))?', 'gateway',
            'zahlungs(art|methode|weise)',
            '(mode|moyen)_de_paiement', '(metodo|forma)_de_pago', 'metodo_di_pagamento', 'betaalmethode', '支付方式',
        ],
        'change': of_loaders.change,
        'current': of_loaders.current,
    }) }}
{% endmacro %}
