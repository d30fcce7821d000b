"""Names that the columns of German and Dutch files go by, as `names.key` writes them."""

from __future__ import annotations

from collections.abc import Mapping

CUSTOMER = (
    *("kundennummer", "kundennr", "kunden_id", "kunde", "kaeufer", "mitgliedsnummer", "debitor", "debitorennummer"),
    *("klantnummer", "klantnr", "klant_id", "klant", "debiteur", "debiteurnummer"),
)
CHANNEL = ("kanal", "quelle", "herkunft", "werbekanal", "marketingkanal", "plattform", "kanaal", "bron", "herkomst")
CURRENCY = ("waehrung", "valuta")

NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "transactions": {
        "transaction_id": (
            *("bestellnummer", "bestellnr", "bestell_id", "auftragsnummer", "auftragsnr", "rechnungsnummer"),
            *("rechnungsnr", "belegnummer", "belegnr", "bestelnummer", "bestelnr", "ordernummer", "ordernr"),
            *("factuurnummer", "factuurnr", "bestelling"),
        ),
        "customer_id": CUSTOMER,
        "ordered_at": (
            *("bestelldatum", "auftragsdatum", "kaufdatum", "rechnungsdatum", "belegdatum"),
            *("bestellzeit", "bestellzeitpunkt", "bestellt_am", "kaufzeitpunkt", "gekauft_am", "erstellt_am"),
            *("erstellungsdatum", "datum"),
            *("besteldatum", "orderdatum", "factuurdatum", "aankoopdatum"),
        ),
        "amount": (
            *("gesamtbetrag", "gesamtsumme", "betrag", "umsatz", "summe", "gesamt", "bestellwert", "rechnungsbetrag"),
            *("auftragswert", "nettobetrag", "bruttobetrag", "nettoumsatz", "warenwert", "totaal", "bedrag"),
            *("totaalbedrag", "orderbedrag", "omzet", "factuurbedrag"),
        ),
        "currency": CURRENCY,
    },
    "customers": {
        "customer_id": CUSTOMER,
        "acquired_at": (
            *("registriert_am", "anmeldedatum", "registrierungsdatum", "registrierdatum", "kunde_seit"),
            *("erstbestellung", "erstkauf", "angelegt_am", "aanmelddatum", "registratiedatum", "klant_sinds"),
            *("eerste_bestelling", "aangemaakt_op"),
        ),
        "channel": CHANNEL,
    },
    "ad_spend": {
        "spend_date": ("datum", "tag", "dag"),
        "channel": CHANNEL,
        "spend": (
            *("kosten", "ausgaben", "werbekosten", "werbeausgaben", "marketingkosten", "budgetverbrauch"),
            *("uitgaven", "advertentiekosten"),
        ),
        "currency": CURRENCY,
    },
}
QUANTITY = ("menge", "anzahl", "stueckzahl", "aantal")
PRICE = ("einzelpreis", "stueckpreis", "preis", "stukprijs", "eenheidsprijs", "prijs")
