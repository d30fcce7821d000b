{#-
  Patterns of lower-case text that holds a word for an order that brought no money (cancelled, failed, a test) or for what comes before
  one (a view, a cart), or, where `refunds`, for one whose money went back or is no sale at all (refunded, a payout): it `holds` one of
  the words or `parts`, or is `unpaid`, and is not `negated`. What is refunded in `partial` amounts still brought money. The words are
  the documentation; ltv.inputs.formats.states reads them too.
-#}
{% macro no_sale_patterns(refunds=false) %}
    {%- if refunds -%}
        {%- set words = [
            'refund(ed)?', 'rto', 'disputed?', 'lost', 'returned', 'return', 'charged?[ _-]?back', 'reversed', 'reversal',
            'credit[ _-]?(memo|note)', 'payout', 'withdrawal',
            'erstattet', 'gutschrift', 'retourniert', 'r(e|é)troc(e|é)d(e|é)', 'rembours(e|é)e?', 'avoir', 'retoure',
            'r(ü|ue)ck(gabe|erstattet)', 'nota de cr(e|é)dito', 'nota di credito', 'creditnota',
            'reembolsad[oa]', '(com|con)[ _-]reembolso', 'devolvid[oa]', 'estornad[oa]', 'devuelt[oa]', 'rimborsat[oa]', 'reso', 'terugbetaald', 'zwr(o|ó)con[eyao]', 'zwrot', 'devolu(ç|c)(ã|a)o', 'devoluci(ó|o)n', 'stornat[oa]', 'gutgeschrieben',
            'krediter(et|ad|t)', 'returner(et|t|at)', 'retur', 'vr(a|á)ten[aáeéoyý]',
            'возврат', 'возвращ(e|е)н',
            'retourn(e|é)e?', 'geretourneerd', 'returnerad', 'returnat(a|ă)?', 'visszak(ü|u)ldve', 'возвращ(е|ё)н[оаы]?',
            'i\u0307?ade', '(å|a)terbetald', 'refundere?t', 'palautettu', 'hyvitetty', 'vr(a|á)cen[oaáyý]', 'visszat(e|é)r(i|í)tve',
            'rambursat(a|ă)?', 'повернен[^ ]*', 'dikembalikan',
        ] -%}
        {%- set parts = [
            '退款', '退货', '退貨', '返金', '返品', '支出', '환불', '반품', 'คืนเงิน', 'hoàn tiền', 'trả hàng', 'คืนสินค้า', '\u05d4\u05d5\u05d7\u05d6\u05e8', '\u05d6\u05d5\u05db\u05d4', '\u0645\u0633\u062a\u0631\u062c\u0639', '\u0645\u0633\u062a\u0631\u062f', 'επιστρ',
        ] -%}
    {%- else -%}
        {%- set words = [
            'cancell?ed', 'cancell?ation', 'void(ed)?', 'fail(ed|ure)?', 'declined', 'denied', 'expired', 'abandoned', 'draft', 'test',
            'trash',
            'view(ed)?', 'page_?view', 'pv', 'fav', 'cart', 'add(ed)?[ _-]?to[ _-]?(cart|wishlist)', 'product added', 'wishlist',
            '(begin|start)[ _-]checkout', 'checkout[ _-]started', 'session[ _-]start', 'deleted', 'unavailable', 'unpaid', 'pending',
            'awaiting[ _-]payment', 'on[ _-]hold', 'incomplete', 'quotes?', 'quotation', 'estimates?', 'pro[ _-]?forma', 'delivery[ _-]note', 'packing[ _-]slip', 'uncollectible', 'fraud(ulent)?',
            'write[ _-]?off',
            'written[ _-]off',
            'reject(ed)?', 'bounced', 'blocked', 'auth(ori[sz](ed|ation))?', 'uncaptured',
            'requires[ _-](payment[ _-]method|action|confirmation|capture|source)',
            'closed[ _-]?lost', 'past[ _-]?due', 'payment[ _-]due', 'error(ed)?', 'skipped', 'timed[ _-]?out', 'aborted', 'unsuccessful', 'sandbox', 'staging', 'replacement',
            'angebote?', 'offerte', 'kostenvoranschlag', 'lieferschein', 'bon[ _-]de[ _-]livraison', 'albar(á|a)n', 'pakbon', 'storniert', 'storno', 'abgebrochen', 'fehlgeschlagen', 'abgelehnt', 'unbezahlt', 'ausstehend', 'entwurf',
            'annul(e|é)e?', '(e|é)chou(e|é)e?', 'brouillon', 'en[ _-]attente', 'refus(e|é)e?', 'erreur([ _]de)?[ _]paiement', 'devis',
            'cancelad[oa]', 'anulad[oa]', 'fallid[oa]', 'pendiente', 'rechazad[oa]', 'borrador', 'presupuesto',
            'pendente', 'recusad[oa]', 'rascunho', 'annullat[oa]', 'fallito', 'rifiutat[oa]', 'bozza', 'preventivo', 'in[ _-]attesa',
            'geannuleerd', 'mislukt', 'anulowan[eyao]', 'nieop(l|ł)acone',
            'отмен[^ ]*', 'аннулирован[^ ]*', 'неоплачен[^ ]*', 'скасован[^ ]*', 'відмінен[^ ]*',
            'i\u0307?ptal', 'avbruten', 'makulerad', 'annullerad', 'misslyckad', 'obetald', 'annullere?t', 'kansellert', 'ubetalt',
            'peruutettu', 'peruttu', 'maksamaton',
            'zru(s|š)en[oaáyýeé]?', 'stornov(a|á)no', 'nezaplaceno', 't(o|ö)r(o|ö)lve', 'sikertelen', 'anulat(a|ă)?', 'ακυρ[^ ]*',
            'refus', 'aguardando[ _-]pagamento', 'geweigerd', 'wacht[ _-]op[ _-]betaling', 'wartet[ _-]auf[ _-]zahlung',
            'odrzucon[eya]', 'nieudan[eya]', 'oczekuje[ _-]na[ _-]p(ł|l)atno(ś|s)(ć|c)', 'stornov(á|a)n[aáyýeé]', 'neuhrazen[oaáyý]?',
            '(č|c)ek(á|a)[ _-]na[ _-]platbu', 'zam(í|i)tnut[oaáyý]?', 'refuzat(a|ă)?', 'e(ș|ş|s)uat(a|ă)?', 'neachitat(a|ă)?',
            '(î|i)n[ _-]a(ș|ş|s)teptarea[ _-]pl(ă|a)(ț|ţ|t)ii', 'αποτυχ[^ ]*', 'απορρ[^ ]*', 'σε[ _-]αναμονή[ _-]πληρωμής',
            'не[ _-]оплачен[^ ]*', 'ожида(ет|ние)[ _-]оплаты', 'отклон(е|ё)н[^ ]*', 'очікує[ _-]оплати', 'відхилен[^ ]*',
            'väntar[ _-]på[ _-]betalning', 'venter[ _-]på[ _-]betaling', 'nekad', 'afvist', 'avvist', 'mislykke(de)?t', 'odottaa[ _-]maksua',
            'hylätty', 'fizetésre[ _-]vár', 'sztorn(ó|o)(zva|zott)?', 'elutas(í|i)tva', 'kifizetetlen', 'ödeme[ _-]bekl[^ ]*',
            'başarısız', 'reddedildi', 'belum[ _-](di)?bayar', 'menunggu[ _-]pembayaran',
            'oczekuj(ą|a)c[ey]', 'in[ _-]afwachting', 'beklemede', 'väntande', 'afventende', 'в[ _-]ожидании',
            'dibatalkan', 'batal', 'gagal', 'otkazan[oa]?', 'отказан[^ ]*', 'atšaukt[^ ]*',
        ] -%}
        {%- set parts = [
            '取消', '作废', '作廢', '删除', '关闭', '關閉', '失败', '待付', '未付', '未払', 'キャンセル', '失敗',
            '入金待', '未入金', '취소', '실패', '미결제', '입금대기', '입금전', '미입금', '待支付', '等待付款', 'รอชำระ', 'ล้มเหลว', 'ยกเลิก', 'hủy', 'huỷ', 'thất bại', 'chờ thanh toán', 'chưa thanh toán', '\u0645\u0644\u063a', '\u0644\u063a\u0648', '\u05d1\u05d5\u05d8\u05dc', 'रद्द', '\u0628\u0627\u0646\u062a\u0638\u0627\u0631 \u0627\u0644\u062f\u0641\u0639',
        ] -%}
    {%- endif -%}
    {%- set partial = '(.*[ _.:/(-])?(part(ial(ly)?)?|teil(weise)?|partiel(le)?(ment)?|parcial(mente)?|parzial(e|mente)|gedeeltelijk)(([ _-]|erstatt).*)?|.*部分.*' -%}
    {%- set unpaid = '(not|non|no|nicht)[ _-](paid|bezahlt|pay(e|é)e?|pagat[oa]|pagad[oa])' -%}
    {{ return({
        'holds': '(.*[ _.:/(-])?(' ~ (words | join('|')) ~ ')([ _.:/),-].*)?',
        'parts': '.*(' ~ (parts | join('|')) ~ ').*',
        'unpaid': none if refunds else unpaid,
        'partial': partial if refunds else none,
        'negated': '(no|not|non|kein|keine|sans|sin)[ _-].*',
    }) }}
{% endmacro %}
