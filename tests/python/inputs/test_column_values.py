"""Columns whose names promise what their values do not hold, and columns that several languages call otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from inputs.drafts import Drafted, only, told

FORTY = range(40)
DAYS = [f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}" for i in FORTY]

READ: dict[str, tuple[str, list[str], dict[str, Any]]] = {
    "a time of day beside the day": (
        "order_id,customer_id,date,order_time,amount",
        [f"{i},{i % 9},{DAYS[i]},{i % 24:02d}:15:00,{i}.50" for i in FORTY],
        {"ordered_at": "date"},
    ),
    "a day in three columns": (
        "order_id,customer_id,Year,Month,Day,amount",
        [f"{i},{i % 9},2024,{1 + i % 12},{1 + i % 28},{i}.50" for i in FORTY],
        {"ordered_at": {"together": ["Year", "Month", "Day"]}},
    ),
    "a flag called paid": (
        "order_id,customer_id,order_date,paid,price,quantity",
        [f"{i},{i % 9},{DAYS[i]},{'Yes' if i % 5 else 'No'},{i}.50,{1 + i % 3}" for i in FORTY],
        {"amount": {"product": ["price", "quantity"]}, "grain": "line"},
    ),
    "a total without the fees of the market, of two kinds": (
        "Sale ID,Purchase Email,Buyer Email,Sale date,Net total,Sale price,Market fee,Card fee",
        [f"{i},a{i % 9}@x.y,,{DAYS[i]},{i + 8}.25,{i + 10}.50,1.75,0.50" for i in FORTY],
        {"amount": "Sale price", "customer_id": "Purchase Email"},
    ),
    "a total with a fee that buyers paid": (
        "order_id,customer_id,order_date,total,subtotal,service_fee",
        [f"{i},c{i % 9},{DAYS[i]},{i + 12}.50,{i + 10}.50,2.00" for i in FORTY],
        {"amount": "total"},
    ),
    "an order whose parts stand below it": (
        "order_id,email,created_at,total,item,item_price",
        [f"{i},{f'a{i % 9}@x.y,{DAYS[i]},{i}.50' if k == 0 else ',,'},x{k},1" for i in FORTY for k in range(1 + i % 2)],
        {"amount": "total", "drop_blank": ["created_at"]},
    ),
    "a day that is missing now and then": (
        "order_id,email,created_at,total,item",
        [f"{i},a{i % 9}@x.y,{DAYS[i] if i % 9 else ''},{i}.50,x" for i in FORTY],
        {"amount": "total", "drop_blank": None},
    ),
    "a total that nobody filled in": (
        "order_id,customer_id,order_date,total,net_amount",
        [f"{i},{i % 9},{DAYS[i]},,{i}.50" for i in FORTY],
        {"amount": "net_amount"},
    ),
    "pieces called units_sold": (
        "order_id,customer_id,order_date,product,price,units_sold",
        [f"{i},{i % 9},{DAYS[i]},Mug,{i}.50,{1 + i % 7}" for i in FORTY],
        {"amount": {"product": ["price", "units_sold"]}},
    ),
    "pieces called sales": (
        "order_id,customer_id,order_date,product,price,sales",
        [f"{i},{i % 9},{DAYS[i]},Mug,{10 + i}.50,{1 + i % 3}" for i in FORTY],
        {"amount": {"product": ["price", "sales"]}},
    ),
    "the price of a piece, and what it cost": (
        "order_id,customer_id,order_date,quantity,cost_price,selling_price",
        [f"{i},{i % 9},{DAYS[i]},{1 + i % 4},3.00,{10 + i % 5}.50" for i in FORTY],
        {"amount": {"product": ["selling_price", "quantity"]}},
    ),
    "an e-mail and a phone beside the customer's number": (
        "Phone,E-Mail,Auftragsdatum,Kunden-Nr.,Bestell-Nr.,Gesamtbetrag",
        [f"+49 {i},m{i}@x.org,{DAYS[i]},K{i % 9},B{i},{i}.50" for i in FORTY],
        {"customer_id": "Kunden-Nr.", "transaction_id": "Bestell-Nr.", "ordered_at": "Auftragsdatum"},
    ),
    "customers in French, their phones in English": (
        "N\u00b0 commande,N\u00b0 client,Phone,Date de commande,Montant",
        [f"B{i},K{i % 9},+33 {i % 9},{DAYS[i]},{i}.50" for i in FORTY],
        {"customer_id": "N\u00b0 client", "transaction_id": "N\u00b0 commande"},
    ),
    "customers in Chinese": (
        "Phone,\u5ba2\u6237ID,\u8ba2\u5355\u53f7,\u4e0b\u5355\u65f6\u95f4,\u5b9e\u4ed8\u91d1\u989d",
        [f"+86 {i},{i % 9},{i},{DAYS[i]},{i}.50" for i in FORTY],
        {"customer_id": "\u5ba2\u6237ID"},
    ),
    "a price of all pieces": (
        "order_id,customer_id,order_date,quantity,selling_price",
        [f"{i},{i % 9},{DAYS[i]},{1 + i % 4},{(1 + i % 4) * (10 + i % 3)}.00" for i in FORTY],
        {"amount": "selling_price", "ignore": ["quantity"]},
    ),
    "an amount of one piece beside the total": (
        "order_id,customer_id,order_date,quantity,amount,order_total",
        [f"{i},{i % 9},{DAYS[i]},{1 + i % 4},{10 + i}.50,{(1 + i % 4) * (10 + i + 0.5)}" for i in FORTY],
        {"amount": "order_total"},
    ),
    "remarks in brackets": (
        "Order Id,Customer Id,order date (DateOrders),Sales (units),Total ($)",
        [f"{i},{i % 9},{DAYS[i]},{1 + i % 4},{i}.50" for i in FORTY],
        {"ordered_at": "order date (DateOrders)", "amount": "Total ($)"},
    ),
    "an amount in dollars beside the currency of another one": (
        "order_id,customer_id,order_date,amount_local,currency,amount_usd",
        [f"{i},{i % 9},{DAYS[i]},{i}.10,{'EUR' if i % 2 else 'GBP'},{i}.50" for i in FORTY],
        {"amount": "amount_usd", "currency": {"value": "USD"}},
    ),
    "a price in euros": (
        "order_id,customer_id,order_date,quantity,price_eur",
        [f"{i},{i % 9},{DAYS[i]},{1 + i % 4},{i}.50" for i in FORTY],
        {"amount": {"product": ["price_eur", "quantity"]}, "currency": {"value": "EUR"}},
    ),
    "cashiers beside members": (
        "sale_id,sale_date,user_id,member_id,total",
        [f"{i},{DAYS[i]},{i % 4},m{i % 25},{i}.50" for i in FORTY],
        {"customer_id": "member_id"},
    ),
    "an id of each line beside that of the order": (
        "transaction_id,invoice_number,customer_id,date,sku,amount",
        [f"{i},I{i // 2},c{i // 2 % 9},{DAYS[i // 2]},s{i % 3},{i}.50" for i in FORTY],
        {"transaction_id": "invoice_number", "grain": "line"},
    ),
    "how many orders a customer has had": (
        "transaction_id,order_number,customer_id,date,amount",
        [f"{i},{1 + i // 20},c{i % 20},{DAYS[i]},{i}.50" for i in FORTY],
        {"transaction_id": "transaction_id", "grain": "order"},
    ),
    "a day of payment that is missing where nobody paid": (
        "invoice_id,client,date,due_date,payment_date,amount",
        [f"{i},c{i % 9},{DAYS[i]},{DAYS[i]},{DAYS[i] if i % 4 else ''},{i}.50" for i in FORTY],
        {"ordered_at": "date"},
    ),
    "names of customers beside their e-mail": (
        "order_id,order_date,customer,email,total",
        [f"{i},{DAYS[i]},Ann {'ABCDEFGHIJKLMNOPQRSTUVWXY'[i % 25]}. Lee,a{i % 25}@x.y,{i}.50" for i in FORTY],
        {"customer_id": "email"},
    ),
    "times of the day in a column of their own": (
        "customer_id,order_date,time,sales",
        [f"c{i % 9},{DAYS[i]},{i % 24:02d}:56:33,{i}.50" for i in FORTY],
        {"transaction_id": {"together": ["customer_id", "order_date", "time"]}, "grain": "line"},
    ),
    "what is left of an amount after its discount": (
        "order_id,customer_id,order_date,sales,order_item_discount,order_item_total",
        [f"{i},c{i % 9},{DAYS[i]},{i + 9}.50,{i % 3}.25,{i + 9.5 - i % 3 - 0.25}" for i in FORTY],
        {"amount": "order_item_total"},
    ),
    "players": (
        "player_id,item_id,purchase_date,amount",
        [f"P{i % 9},G{i % 5},{DAYS[i]},4.99" for i in FORTY],
        {"customer_id": "player_id", "grain": "line"},
    ),
    "in Portuguese, as lines": (
        "id_venda;data_emissao;id_cliente;codigo_produto;qtde;valor_unitario",
        [f"{i // 2};{1 + i // 2 % 28:02d}/01/2024;{i // 2 % 9};{i % 5};2;{i},50" for i in FORTY],
        {"transaction_id": "id_venda", "customer_id": "id_cliente", "date_format": "%d/%m/%Y", "decimal_mark": ","},
    ),
    "in Portuguese, as a log": (
        "cliente_id,data_compra,valor_compra,categoria",
        [f"{i % 9},{DAYS[i]},{i}.50,Roupas" for i in FORTY],
        {"customer_id": "cliente_id", "ordered_at": "data_compra", "amount": "valor_compra"},
    ),
    "in Spanish": (
        "id_pedido,id_cliente,fecha_venta,monto_total",
        [f"{i},{i % 9},{DAYS[i]},{i}.50" for i in FORTY],
        {"transaction_id": "id_pedido", "ordered_at": "fecha_venta", "amount": "monto_total", "grain": "order"},
    ),
    "in French, as WooCommerce Analytics has it": (
        "Date,Commande n°,État,Client,Type de client,Ventes nettes",
        [f"{DAYS[i]},#{i},Completed,Ann {i % 9},Guest,{i}.50" for i in FORTY],
        {"transaction_id": "Commande n°", "customer_id": "Client", "amount": "Ventes nettes"},
    ),
}


@pytest.mark.parametrize("name", READ)
def test_columns_are_chosen_by_what_they_hold(drafted: Drafted, name: str) -> None:
    header, lines, expected = READ[name]
    mapping = drafted({"sales.csv": [header, *lines]})
    assert mapping.open == ()
    found = told(mapping)
    assert {key: found.get(key) for key in expected} == expected


def test_what_numbers_the_rows_of_a_file_of_orders_is_their_id(drafted: Drafted) -> None:
    lines = [f"CMD-{i},a{i % 9}@x.y,{DAYS[i]},{i}.50" for i in FORTY]
    mapping = drafted({"commandes.csv": ["numero,email,date_commande,montant_eur", *lines]})
    source = only(mapping, "transactions")
    assert (source["columns"]["transaction_id"], mapping.variables["reporting_currency"]) == ("numero", "EUR")


FLAGS = {"member": ("Yes", "No"), "customer": ("New", "Returning"), "account": ("Savings", "Visa")}


@pytest.mark.parametrize("name", FLAGS)
def test_a_flag_is_no_customer(drafted: Drafted, name: str) -> None:
    lines = [f"{i},{DAYS[i]},{FLAGS[name][i % 2]},{i}.50" for i in FORTY]
    (asked,) = drafted({"sales.csv": [f"invoice_id,date,{name},total", *lines]}).open
    assert f"sales.csv: {name} tells no customers apart" in asked


SHARES = {"discount": "0.15", "discount_pct": "15", "Discount (%)": "15%"}


@pytest.mark.parametrize("name", SHARES)
def test_a_discount_that_is_a_share_of_the_price_is_asked_about(drafted: Drafted, name: str) -> None:
    lines = [f"{i},c{i % 9},{DAYS[i]},2,{i}.50,{SHARES[name] if i % 2 else 0}" for i in FORTY]
    (asked,) = drafted({"sales.csv": [f"order_id,customer_id,order_date,quantity,unit_price,{name}", *lines]}).open
    assert f"{name} is a share of the amount" in asked


def test_a_discount_in_money_is_none_of_these(drafted: Drafted) -> None:
    lines = [f"{i},c{i % 9},{DAYS[i]},2,{i}.50,{i % 7}" for i in FORTY]
    mapping = drafted({"sales.csv": ["order_id,customer_id,order_date,quantity,unit_price,discount", *lines]})
    assert mapping.open == ()


def test_a_flag_gives_way_to_a_column_of_customers(drafted: Drafted) -> None:
    lines = [f"{i},{DAYS[i]},{FLAGS['customer'][i % 2]},a{i % 9}@x.y,{i}.50" for i in FORTY]
    mapping = drafted({"sales.csv": ["invoice_id,date,customer,email,total", *lines]})
    assert (only(mapping, "transactions")["columns"]["customer_id"], mapping.open) == ("email", ())


@pytest.mark.parametrize("fuller", ["phone", "Telefon"])
def test_a_customer_column_that_is_mostly_blank_gives_way_to_a_full_one(drafted: Drafted, fuller: str) -> None:
    """Four of five orders had no customer: the e-mail was taken, which one in five had left."""
    rows = [f"{i},{f'p{i % 9}@x.org' if i % 5 == 0 else ''},{4917010 + i % 20},2024-03-05,{i}.50" for i in range(1, 61)]
    mapping = drafted({"orders.csv": [f"order_id,customer_email,{fuller},order_date,total", *rows]})
    assert only(mapping, "transactions")["columns"]["customer_id"] == fuller
    assert f"The customer is {fuller}: customer_email is blank in 48 of 60 rows." in mapping.why["transactions"]


def test_a_customer_that_the_first_line_of_each_order_has_is_not_blank(drafted: Drafted) -> None:
    rows = [f"{i // 3},{f'p{i // 3 % 5}@x.org' if i % 3 == 0 else ''},{i % 7},2024-03-05,{i}.50" for i in range(60)]
    mapping = drafted({"orders.csv": ["order_id,customer_email,phone,order_date,line_total", *rows]})
    assert only(mapping, "transactions")["columns"]["customer_id"] == "customer_email"


@pytest.mark.parametrize(
    ("header", "back"),
    [
        (
            "N.º de venda;Data da venda;Estado;Receita por produtos (BRL);Tarifa de venda e impostos;"
            "Cancelamentos e reembolsos (BRL);Total (BRL);Comprador",
            ("Venda cancelada", "Mediação finalizada com reembolso para o comprador"),
        ),
        (
            "# de venta;Fecha de venta;Estado;Ingresos por productos (ARS);Cargo por venta e impuestos;"
            "Anulaciones y reembolsos (ARS);Total (ARS);Comprador",
            ("Venta cancelada", "Devolución finalizada con reembolso al comprador"),
        ),
    ],
)
def test_sales_of_a_market_are_what_buyers_paid(drafted: Drafted, header: str, back: tuple[str, ...]) -> None:
    """Mercado Libre's total is without its fees, and nothing where the buyer got the money back: it was the amount."""
    names, rows = header.split(";"), []
    for i in FORTY:
        paid, state = 100 + i, "Entregue" if i % 5 else back[i % 2]
        money = f"{paid}.00;-{paid * 0.16:.2f};;{paid * 0.84:.2f}" if i % 5 else f"{paid}.00;;-{paid}.00;0"
        rows.append(f"{20000 + i};{DAYS[i]};{state};{money};b{i % 9}")
    mapping = drafted({"vendas.csv": [header, *rows]})
    source = only(mapping, "transactions")
    assert source["columns"]["transaction_id"] == names[0]
    assert source["columns"]["amount"] == names[3]
    assert set(source["drop"]["Estado"]) == set(back)
    assert f"{names[3]} is what buyers paid: a total beside it is without the fees of the market." in "".join(
        mapping.why["transactions"]
    )
