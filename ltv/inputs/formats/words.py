"""What words in names of columns mean, in the languages that shops export in: the table is the documentation.

Names that nobody has listed are made of few words: Sipariş Numarası, Numer zamówienia and 注文番号 are each a word
for an order and one for a number.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "order": """
        ऑर्डर đơn đặt_hàng
        order orders bestell bestellung bestellungs auftrag auftrags commande commandes pedido pedidos ordine ordini
        bestel bestelling ordre bestilling beställning zamówienie zamówienia zamówień sipariş siparis siparişi
        objednávka objednávky rendelés rendelési comandă comanda comenzii tilaus tilauksen narudžba narudžbe porosi
        заказ заказа замовлення поръчка παραγγελία παραγγελίας pesanan đơn_hàng 注文 受注 订单 订购 주문 booking
        reservation
    """,
    "sale": """
        sale sales verkauf verkaufs venta ventas vente ventes venda vendas vendita vendite verkoop sprzedaż
        sprzedaży satış prodej prodeje predaj eladás értékesítés vânzare vânzări myynti myynnin försäljning salg
        salgs продажа продажи продаж penjualan 売上 販売 销售 판매 매출 gmv
    """,
    "invoice": """
        invoice bill receipt document voucher rechnung rechnungs beleg bon quittung facture factura fattura ricevuta
        factuur faktuur faktura fakturan faktury fatura lasku laskun számla bizonylat factură bon_fiscal kvitto
        kvittering paragon paragonu dowód fiş чек чека счет счета счёт накладная документ 伝票 請求 レシート 领收
        영수증 발票 发票 单据
    """,
    "transaction": """
        transaction transactions transaktion transaktions transacción transação transazione transactie transakcja
        transakcji işlem transakce tranzakció tranzacție tapahtuma транзакция транзакции 取引 交易 거래
    """,
    "purchase": """
        purchase purchases kauf kaufs einkauf achat achats compra compras acquisto acquisti aankoop zakup zakupu köp
        køb kjøp nákup nákupu vásárlás osto oston alım satın покупка покупки 購入 购买 구매 deal opportunity
    """,
    "payment": """
        payment zahlung zahlungs bezahlung paiement pago pagamento betaling płatność płatności wpłata ödeme platba
        platby fizetés plată betalning maksu maksun оплата оплаты платеж платежа 支払 決済 付款 支付 결제
    """,
    "number": """
        mã संख्या
        number no nr num id ids nos code cod ref reference key identifier index nummer nummern kennung numéro
        identifiant número referencia código numero codice riferimento numer numeru numarası numara nosu kodu číslo
        kód szám száma számú sorszám kódja azonosító număr numărul tunnus nummeret номер код 番号 コード 编号 号
        单号 流水号 번호 코드 mã_số nomor
    """,
    "customer": """
        người_mua
        debiteur debiteuren kupującego zamawiającego ग्राहक
        customer customers client clients buyer buyers user users member members account accounts contact shopper
        guest donor patron subscriber household orderer kunde kunden käufer mitglied benutzer debitor besteller
        acheteur utilisateur adhérent cliente clientes comprador usuario socio miembro acquirente utente klant
        klanten koper kund kundens kunder medlem köpare kjøper køber klient klienta nabywca kupujący kontrahent
        użytkownik müşteri müşterinin alıcı üye cari zákazník zákazníka kupující vevő vásárló ügyfél partner asiakas
        asiakkaan jäsen cumpărător kupac kupca клиент клиента покупатель покупателя контрагент заказчик πελάτης
        πελάτη pelanggan pembeli khách_hàng 顧客 注文者 購入者 会員 お客様 ユーザー ユーザ 客户 用户 买家 会员 账号
        帐号 고객 구매자 주문자 회원
    """,
    "name": """
        name names full_name vorname nachname nom nombre nome naam imię nazwisko nazwa adı ad soyad isim jméno název
        név neve nume nimi namn navn имя фио название ονομα nama tên 名前 お名前 氏名 名 姓 姓名 名称 昵称 이름 성명
        명 title
    """,
    "email": """
        correo_electrónico dirección_de_correo adresse_e_mail indirizzo_email thư_điện_tử
        e_mailadres emailadres mailadres e_mail_adresse ईमेल
        email e_mail mail emails address_email adresse_mail correo courriel eposta e_posta e_postadresse sähköposti
        email_адрес почта эл_почта メールアドレス メール 邮箱 电子邮件 이메일
    """,
    "phone": """
        số_điện_thoại điện_thoại sđt di_động
        phone telephone mobile cell telefon telefonnummer handy téléphone portable teléfono telefono celular móvil
        telefone telefoon gsm puhelin telefonszám телефон телефона 電話 携帯 电话 手机 手机号 전화 연락처 휴대폰
        whatsapp
    """,
    "date": """
        waktu दिनांक तारीख
        date dates day time datetime timestamp moment datum tag zeit zeitpunkt uhrzeit jour heure fecha día hora
        data dia ora giorno dato dag tid tidpunkt data_i_godzina dzień czas tarih tarihi saati zaman zamanı
        datum_a_čas den čas dátum dátuma deň kelt kelte idő időpont dată ziua päivä päivämäärä pvm aika дата время
        день ημερομηνία tanggal ngày 日付 日時 日 年月日 日期 时间 날짜 일시 일자 일 시간
    """,
    "created": """
        dibuat tạo đặt
        created create creation placed ordered posting purchased sold bought booked issued erstellt angelegt
        bestellt gekauft création créée creación creado criação criado emisión emissione creazione aangemaakt
        geplaatst skapad oprettet opprettet złożenia utworzenia wystawienia oluşturma vytvoření vystavení létrehozás
        kiállítás creare creării luotu создания оформления 作成 創建 创建 下单 成交 생성 등록
    """,
    "registered": """
        đăng_ký
        registered registration signup sign_up joined registrierung anmeldung anmelde inscription registro cadastro
        alta registrazione iscrizione registratie rejestracji kayıt üyelik registrace regisztráció înregistrare
        registrering rekisteröinti регистрации 登録 入会 注册 가입
    """,
    "closed": "closed close completed completion won abschluss clôture cierre chiusura 完成",
    "paid": """
        paid bezahlt gezahlt payé payée pagado pago pagato betaald opłacona zapłacono ödenen zaplaceno fizetett
        plătit betald betalt maksettu оплачено 支払済 实付 实收 应付 결제
    """,
    "amount": """
        celkom spolu
        do_zapłaty tổng thành_tiền 실결제금액 राशि कुल
        amount amounts amt total totals sum value worth revenue turnover betrag summe gesamt gesamtbetrag umsatz
        wert montant somme valeur importe monto suma valor importo totale somma valore fatturato incasso bedrag
        totaal omzet waarde belopp summa värde omsättning beløb beløbet beløp verdi omsetning kwota wartość wartości
        łącznie razem tutar tutarı toplam bedel bedeli ciro částka hodnota celkem cena_celkem suma_celkem összeg
        összege összesen érték végösszeg sumă valoare valoarea summa_yhteensä yhteensä arvo loppusumma iznos ukupno
        сумма сумму стоимость итого выручка сума ποσό σύνολο tổng_tiền 金額 合計 総額 代金 金额 总额 总价 额
        款 금액 총액 합계
    """,
    "grand": """
        grand overall final actual ist tatsächlich réel réelle réelles reel reelle effettivo effettiva effettive
        effettivi werkelijk faktisch endgültig gesamter général general generale celková celkový genel ostateczna
        общая итоговая 総 最终 总 최종 총
    """,
    "gross": """
        gross incl inc including inkl inklusive einschl brutto ttc bruto brüt včetně s_dph áfával bruttó cu_tva z
        sis с 税込 含税
    """,
    "net": "net excl exkl excluding ex ohne netto hors ht neto bez nettó fără ilman без 税抜 不含税",
    "tax": "tax taxes vat gst mwst ust tva iva btw moms mva kdv dph áfa pdv alv ндс 税 消費税 부가세",
    "price": """
        price prices preis prix precio preço prezzo prijs pris cena ceny fiyat fiyatı ár preț hinta цена 単価 価格
        单价 价格 단가 가격
    """,
    "unit": """
        unit each single einzel stück stueck pro_stück unitaire unitario unitário per_stuk styck styckpris
        jednostkowa birim jednotková egység unitar kpl за_единицу
    """,
    "quantity": """
        jumlah quantity qty units pieces pcs menge anzahl stückzahl quantité qté cantidad quantidade qtd quantità aantal
        antal antall ilość adet miktar množství mennyiség darab cantitate määrä количество кол_во 数量 個数 수량
    """,
    "item": """
        item items product products article sku produkt artikel ware produit producto artículo produto prodotto
        articolo towar ürün výrobek zboží termék produs tuote товар товара 商品 产品 상품 상품별
    """,
    "currency": """
        currency waehrung devise moneda divisa moeda valuta waluta para_birimi měna mena pénznem deviza monedă
        valuutta валюта 通貨 币种 통화
    """,
    "channel": """
        kênh nguồn kênh_bán_hàng nguồn_đơn nguồn_đơn_hàng
        channel source medium kanal quelle herkunft canal origine origen origem canale fonte kanaal bron herkomst
        kilde källa źródło kanał kaynak kaynağı zdroj forrás csatorna sursă lähde kanava источник канал 流入元 経路
        チャネル 媒体 渠道 来源 유입 채널 경로
    """,
    "spend": """
        spend spent spending cost costs kosten ausgaben dépense dépenses coût coûts gasto gastos coste costo custo
        inversión investimento spesa uitgaven kostnad kostnader omkostning omkostninger koszt koszty wydatki harcama
        maliyet gider náklady výdaje költség költés cheltuieli kulut kustannus расход расходы затраты 費用 消化金額
        広告費 花费 消耗 광고비 비용
    """,
    "campaign": """
        campaign campaigns kampagne campagne campagnes campaña campañas campanha campagna kampania kampanj kampanja
        kampanya kampaň kampány campanie кампания кампании キャンペーン 广告系列 广告计划 캠페인
    """,
    "click": """
        click clicks klick klicks clic clics clique cliques klikken kliknięcia kliknutí kattintások clicuri
        klikkaukset tıklamalar klik клики клик клики_всего переходы クリック クリック数 点击 点击量 点击数 클릭 클릭수
    """,
    "impression": """
        impression impressions impr impressionen einblendungen impresiones impressões impressioni vertoningen
        visningar visninger wyświetlenia gösterimler zobrazení megjelenések afișări näytöt показы показов
        インプレッション 表示回数 展示 展现 展现量 曝光 曝光量 노출 노출수
    """,
    "": """
        crypté crypte hashed masked
        of associated record vendor werbe werbung reklam reklame annons pub publicidad anuncios vom von am aus de
        del della di da do du des d der die das den det the la le les el los las l och i a w na za u für for per по
        の 的 в в_руб руб грн zł kč tl kr eur usd gbp pln sek nok dkk czk huf ron try rub uah inr jpy krw brl mxn
        chf 円 元 원
    """,
}
"""Concept -> words that mean it, with _ for blanks. Those of the last are no part of a meaning. A word that stands with
several concepts has the first."""
