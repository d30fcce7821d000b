{#-
  Whether lower-case text holds a word for an order that brought no money (cancelled, failed, a test) or for what comes before one (a
  view, a cart), or, where `refunds`, for
  one whose money went back or is no sale at all (refunded, a payout). What is refunded in part still brought money. The words are
  the documentation.
-#}
{% macro says_no_sale(text, refunds=false) -%}
    {%- if refunds -%}
        {%- set words = [
            'refund(ed)?', 'disputed?', 'lost', 'returned', 'return', 'charged?[ _-]?back', 'reversed', 'reversal', 'credit[ _-]?(memo|note)', 'payout', 'withdrawal',
            'erstattet', 'gutschrift', 'retourniert', 'r(e|\u00e9)troc(e|\u00e9)d(e|\u00e9)', 'rembours(e|\u00e9)e?', 'avoir', 'retoure', 'r(\u00fc|ue)ck(gabe|erstattet)', 'nota de cr(e|\u00e9)dito', 'nota di credito', 'creditnota',
            'reembolsad[oa]', 'devuelt[oa]', 'rimborsat[oa]', 'reso', 'terugbetaald', 'zwr(o|\u00f3)con[eya]',
            '\u0432\u043e\u0437\u0432\u0440\u0430\u0442', '\u0432\u043e\u0437\u0432\u0440\u0430\u0449(e|\u0435)\u043d',
        ] -%}
        {%- set parts = ['\u9000\u6b3e', '\u9000\u8d27', '\u8fd4\u91d1', '\u8fd4\u54c1', '\u652f\u51fa'] -%}
    {%- else -%}
        {%- set words = [
            'cancell?ed', 'cancell?ation', 'void(ed)?', 'fail(ed|ure)?', 'declined', 'denied', 'expired', 'abandoned', 'draft', 'test', 'trash',
            'view(ed)?', 'page_?view', 'pv', 'fav', 'cart', 'add(ed)?[ _-]?to[ _-]?(cart|wishlist)', 'product added', 'wishlist',
            '(begin|start)[ _-]checkout', 'checkout[ _-]started', 'session[ _-]start', 'deleted', 'unavailable', 'unpaid', 'pending', 'awaiting[ _-]payment', 'on[ _-]hold', 'incomplete', 'quote', 'estimate', 'uncollectible', 'fraud(ulent)?', 'write[ _-]?off', 'written[ _-]off',
            'storniert', 'storno', 'abgebrochen', 'fehlgeschlagen', 'abgelehnt', 'unbezahlt', 'ausstehend', 'entwurf',
            'annul(e|\u00e9)e?', '(e|\u00e9)chou(e|\u00e9)e?', 'brouillon', 'en[ _-]attente', 'cancelad[oa]', 'anulad[oa]', 'fallid[oa]', 'pendiente',
            'pendente', 'annullat[oa]', 'fallito', 'in[ _-]attesa', 'geannuleerd', 'mislukt', 'anulowan[eya]', 'nieop(l|\u0142)acone',
            '\u043e\u0442\u043c\u0435\u043d(a|\u0430|\u0435\u043d|\u0451\u043d|\u0435\u043d\u043e)',
        ] -%}
        {%- set parts = ['\u53d6\u6d88', '\u5173\u95ed', '\u95dc\u9589', '\u5931\u8d25', '\u5f85\u4ed8', '\u672a\u4ed8', '\u672a\u6255', '\u30ad\u30e3\u30f3\u30bb\u30eb', '\u5931\u6557'] -%}
    {%- endif -%}
    {%- set partial = '(.*[ _.:/(-])?(part(ial(ly)?)?|teil(weise)?|partiel(le)?(ment)?|parcial(mente)?|parzial(e|mente)|gedeeltelijk)([ _-]|erstatt).*|.*\u90e8\u5206.*' -%}
    {%- set unpaid = '(not|non|no|nicht)[ _-](paid|bezahlt|pay(e|\u00e9)e?|pagat[oa]|pagad[oa])' -%}
    ({{ matches(text, unpaid) ~ ' or ' if not refunds }}{{ 'not ' ~ matches(text, partial) ~ ' and ' if refunds }}not {{ matches(text, '(no|not|non|kein|keine|sans|sin)[ _-].*') }} and ({{ matches(text, '(.*[ _.:/(-])?(' ~ (words | join('|')) ~ ')([ _.:/),-].*)?') }} or {{ matches(text, '.*(' ~ (parts | join('|')) ~ ').*') }}))
{%- endmacro %}
