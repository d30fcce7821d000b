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
            'reembolsad[oa]', 'devolvid[oa]', 'estornad[oa]', 'devuelt[oa]', 'rimborsat[oa]', 'reso', 'terugbetaald', 'zwr(o|\u00f3)con[eya]',
            '\u0432\u043e\u0437\u0432\u0440\u0430\u0442', '\u0432\u043e\u0437\u0432\u0440\u0430\u0449(e|\u0435)\u043d',
            'iade', '(\u00e5|a)terbetald', 'refundere?t', 'palautettu', 'hyvitetty', 'vr(a|\u00e1)cen[oa\u00e1y\u00fd]', 'visszat(e|\u00e9)r(i|\u00ed)tve', 'rambursat(a|\u0103)?', '\u043f\u043e\u0432\u0435\u0440\u043d\u0435\u043d[\u043e\u0430\u0438\u0439]+', 'dikembalikan',
        ] -%}
        {%- set parts = [
            '\u9000\u6b3e', '\u9000\u8d27', '\u9000\u8ca8', '\u8fd4\u91d1', '\u8fd4\u54c1', '\u652f\u51fa', '\ud658\ubd88', '\ubc18\ud488', '\u0e04\u0e37\u0e19\u0e40\u0e07\u0e34\u0e19', 'ho\u00e0n ti\u1ec1n', '\u0645\u0633\u062a\u0631\u062f', '\u03b5\u03c0\u03b9\u03c3\u03c4\u03c1',
        ] -%}
    {%- else -%}
        {%- set words = [
            'cancell?ed', 'cancell?ation', 'void(ed)?', 'fail(ed|ure)?', 'declined', 'denied', 'expired', 'abandoned', 'draft', 'test', 'trash',
            'view(ed)?', 'page_?view', 'pv', 'fav', 'cart', 'add(ed)?[ _-]?to[ _-]?(cart|wishlist)', 'product added', 'wishlist',
            '(begin|start)[ _-]checkout', 'checkout[ _-]started', 'session[ _-]start', 'deleted', 'unavailable', 'unpaid', 'pending', 'awaiting[ _-]payment', 'on[ _-]hold', 'incomplete', 'quote', 'estimate', 'uncollectible', 'fraud(ulent)?', 'write[ _-]?off', 'written[ _-]off',
            'reject(ed)?', 'bounced', 'blocked', 'auth(ori[sz](ed|ation))?', 'uncaptured', 'requires[ _-](payment[ _-]method|action|confirmation|capture|source)',
            'closed[ _-]?lost', 'sandbox', 'staging', 'replacement',
            'storniert', 'storno', 'abgebrochen', 'fehlgeschlagen', 'abgelehnt', 'unbezahlt', 'ausstehend', 'entwurf',
            'annul(e|\u00e9)e?', '(e|\u00e9)chou(e|\u00e9)e?', 'brouillon', 'en[ _-]attente', 'cancelad[oa]', 'anulad[oa]', 'fallid[oa]', 'pendiente',
            'pendente', 'annullat[oa]', 'fallito', 'in[ _-]attesa', 'geannuleerd', 'mislukt', 'anulowan[eya]', 'nieop(l|\u0142)acone',
            '\u043e\u0442\u043c\u0435\u043d[^ ]*', '\u0430\u043d\u043d\u0443\u043b\u0438\u0440\u043e\u0432\u0430\u043d[^ ]*', '\u043d\u0435\u043e\u043f\u043b\u0430\u0447\u0435\u043d[^ ]*', '\u0441\u043a\u0430\u0441\u043e\u0432\u0430\u043d[^ ]*', '\u0432\u0456\u0434\u043c\u0456\u043d\u0435\u043d[^ ]*',
            'i\u0307?ptal', 'avbruten', 'makulerad', 'annullerad', 'misslyckad', 'obetald', 'annullere?t', 'kansellert', 'ubetalt', 'peruutettu', 'peruttu', 'maksamaton',
            'zru(s|\u0161)en[oa\u00e1y\u00fde\u00e9]?', 'stornov(a|\u00e1)no', 'nezaplaceno', 't(o|\u00f6)r(o|\u00f6)lve', 'sikertelen', 'anulat(a|\u0103)?', '\u03b1\u03ba\u03c5\u03c1[^ ]*', 'dibatalkan', 'batal', 'gagal', 'otkazan[oa]?', '\u043e\u0442\u043a\u0430\u0437\u0430\u043d[^ ]*', 'at\u0161aukt[^ ]*',
        ] -%}
        {%- set parts = [
            '\u53d6\u6d88', '\u5173\u95ed', '\u95dc\u9589', '\u5931\u8d25', '\u5f85\u4ed8', '\u672a\u4ed8', '\u672a\u6255', '\u30ad\u30e3\u30f3\u30bb\u30eb', '\u5931\u6557',
            '\ucde8\uc18c', '\uc2e4\ud328', '\ubbf8\uacb0\uc81c', '\u0e22\u0e01\u0e40\u0e25\u0e34\u0e01', 'h\u1ee7y', 'hu\u1ef7', '\u0645\u0644\u063a', '\u0644\u063a\u0648', '\u05d1\u05d5\u05d8\u05dc', '\u0930\u0926\u094d\u0926',
        ] -%}
    {%- endif -%}
    {%- set partial = '(.*[ _.:/(-])?(part(ial(ly)?)?|teil(weise)?|partiel(le)?(ment)?|parcial(mente)?|parzial(e|mente)|gedeeltelijk)(([ _-]|erstatt).*)?|.*\u90e8\u5206.*' -%}
    {%- set unpaid = '(not|non|no|nicht)[ _-](paid|bezahlt|pay(e|\u00e9)e?|pagat[oa]|pagad[oa])' -%}
    ({{ matches(text, unpaid) ~ ' or ' if not refunds }}{{ 'not ' ~ matches(text, partial) ~ ' and ' if refunds }}not {{ matches(text, '(no|not|non|kein|keine|sans|sin)[ _-].*') }} and ({{ matches(text, '(.*[ _.:/(-])?(' ~ (words | join('|')) ~ ')([ _.:/),-].*)?') }} or {{ matches(text, '.*(' ~ (parts | join('|')) ~ ').*') }}))
{%- endmacro %}
