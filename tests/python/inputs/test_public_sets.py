"""Public sets of purchases that people try first, in their own columns: read as they are, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from inputs.drafts import Drafted, only, told

from ltv.inputs.errors import InputError

TWENTY = range(40)

READ: dict[str, tuple[str, list[str], dict[str, Any]]] = {
    "olist, joined": (
        "order_id,customer_id,customer_unique_id,order_status,order_purchase_timestamp,payment_sequential,payment_value",
        [
            f"o{i},k{i},u{i % 25},delivered,2018-01-{1 + i % 28:02d} 10:00:00,{part},{part + i}.50"
            for i in TWENTY
            for part in ((1, 2) if i % 4 == 0 else (1,))
        ],
        {"customer_id": "customer_unique_id", "amount": "payment_value", "grain": "line"},
    ),
    "ta-feng": (
        "TRANSACTION_DT,CUSTOMER_ID,AGE_GROUP,PRODUCT_ID,AMOUNT,ASSET,SALES_PRICE",
        [f"11/{1 + i % 28}/2000,{i % 9:08d},45-49,471,{1 + i % 3},17,{20 + i}" for i in TWENTY],
        {"customer_id": "CUSTOMER_ID", "amount": "SALES_PRICE", "grain": "line", "date_format": "%m/%d/%Y"},
    ),
    "ta-feng, as it was": (
        "日期;會員卡號;年齡層;商品代碼;數量;成本;銷售金額",
        [f"2000-11-{1 + i % 28:02d} 00:00:00;{i % 9:08d};D;471;1;17;{20 + i}" for i in TWENTY],
        {"customer_id": "會員卡號", "amount": "銷售金額", "grain": "line"},
    ),
    "behaviour of shoppers": (
        "event_time,event_type,product_id,price,user_id,user_session",
        [
            f"2019-10-{1 + i % 28:02d} 10:00:{second:02d} UTC,{event},1,{i}.50,{i % 7},s{i}"
            for i in TWENTY
            for second, event in enumerate(("view", "cart", "purchase"))
        ],
        {"customer_id": "user_id", "amount": "price", "grain": "line", "keep": {"event_type": ["purchase"]}},
    ),
    "superstore": (
        "Row ID,Order ID,Order Date,Customer ID,Customer Name,Product ID,Sales,Quantity,Discount,Profit",
        [f"{i},CA-{i // 2},11/{1 + i // 2 % 28}/2016,CG-{i // 2 % 7},Ann,F-1,{i}.96,2,0.2,4" for i in TWENTY],
        {"customer_id": "Customer ID", "amount": "Sales", "grain": "line", "date_format": "%m/%d/%Y"},
    ),
    "complete journey, where two pieces of one price are an order and nothing is left of a coupon": (
        "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,week,transaction_timestamp",
        [
            f"{i % 7},330,{31198570044 + i},{piece},1,{'2.220446e-16' if i == 9 and piece else 1.5 + i * piece},"
            f"0.1,1,2017-01-{1 + i % 28:02d} 11:53:26"
            for i in TWENTY
            for piece in (0, 1)
        ],
        {"customer_id": "household_id", "amount": "sales_value", "grain": "line", "decimal_mark": None},
    ),
    "online retail": (
        "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
        [f"{489434 + i},85048,MUG,2,12/{1 + i % 28}/2009 7:45,6.95,{13085 + i % 7}.0,France" for i in TWENTY],
        {"amount": {"product": ["Price", "Quantity"]}, "grain": "line", "date_format": "%m/%d/%Y %H:%M"},
    ),
    "cdnow as people write it down, whose price is that of all discs": (
        "customer_id,date,quantity,price",
        [
            f"{i % 17},1997-{1 + i % 9:02d}-{1 + i % 28:02d},{1 + i % 4},{(1 + i % 4) * 16 + i % 9}.{i % 7}7"
            for i in range(160)
        ],
        {"customer_id": "customer_id", "amount": "price", "ignore": ["quantity"], "grain": "line"},
    ),
    "cdnow with two ids": (
        "_id,id,date,cds_bought,spent",
        [f"{i % 7 * 4},{i % 7},199701{1 + i % 28:02d},2,29.33" for i in TWENTY],
        {"customer_id": "_id", "amount": "spent", "grain": "line"},
    ),
    "shopping in malls, whose price is that of all pieces": (
        "invoice_no,customer_id,category,quantity,price,invoice_date",
        [f"I{i},C{i % 9},Shoes,{1 + i % 4},{(1 + i % 4) * (10 + i % 3 * 7)},{1 + i % 28}/5/2022" for i in TWENTY],
        {"amount": "price", "ignore": ["quantity"], "grain": "order", "date_format": "%d/%m/%Y"},
    ),
    "sales of toys": (
        "ORDERNUMBER,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,STATUS,PRODUCTCODE,CUSTOMERNAME",
        [f"{i // 2},9.5,{i % 2},{i}.50,2/{1 + i // 2 % 28}/2003 0:00,Shipped,S10,Toys {i // 2 % 7}" for i in TWENTY],
        {"customer_id": "CUSTOMERNAME", "amount": "SALES", "grain": "line", "date_format": "%m/%d/%Y %H:%M"},
    ),
    "customers, days and amounts": (
        "customer_id,date,amount",
        [f"{i % 7},2024-01-{1 + i % 28:02d},9.50" for i in TWENTY],
        {"customer_id": "customer_id", "amount": "amount", "grain": "line"},
    ),
    "analytics events": (
        "event_date,event_timestamp,event_name,user_pseudo_id,user_id,ecommerce.transaction_id,ecommerce.purchase_revenue",
        [
            f"20240131,17066592000000{i:02d},{name},p{i},u{i % 7},T{i},9.50"
            for i in TWENTY
            for name in ("purchase", "view")
        ],
        {"customer_id": "user_id", "grain": "order", "keep": {"event_name": ["purchase"]}, "date_format": "unix us"},
    ),
    "analytics sessions": (
        "date,fullVisitorId,visitId,totals.transactionRevenue",
        [f"20170801,{i % 7:019d},{i},{'' if i % 2 else 9_500_000}" for i in TWENTY],
        {"customer_id": "fullVisitorId", "grain": "order", "divide_by": 1_000_000},
    ),
}


@pytest.mark.parametrize("name", READ)
def test_a_public_set_is_read_as_what_it_is(drafted: Drafted, name: str) -> None:
    header, lines, expected = READ[name]
    mapping = drafted({"data.csv": [header, *lines]})
    assert mapping.open == ()
    found = told(mapping)
    assert {key: found.get(key) for key in expected} == expected


def test_refunds_in_a_log_are_taken_off(drafted: Drafted) -> None:
    """Negative ones as they are, others by a source of their own."""
    log = ("order_id,event_type,event_time,user_id,amount", "1,view,2024-01-05,7,9", "1,purchase,2024-01-05,7,9")
    sales, refunds = drafted({"a.csv": [*log, "1,refund,2024-01-06,7,9"]}).variables["inputs"]["transactions"]
    assert (sales["keep"], "negate" in sales) == ({"event_type": ["purchase"]}, False)
    assert (refunds["keep"], refunds["negate"]) == ({"event_type": ["refund"]}, True)


def test_negative_refunds_in_a_log_are_kept(drafted: Drafted) -> None:
    log = ("order_id,event_type,event_time,user_id,amount", "1,view,2024-01-05,7,9", "1,purchase,2024-01-05,7,9")
    source = only(drafted({"a.csv": [*log, "1,refund,2024-01-06,7,-9"]}), "transactions")
    assert source["keep"] == {"event_type": ["purchase", "refund"]}


REFUSED = {
    "instacart": (
        "order_id,user_id,eval_set,order_number,order_dow,order_hour_of_day,days_since_prior_order",
        "1,7,prior,1,2,08,15.0",
        "how many days after the order before",
    ),
    "orders without amounts": (
        "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at",
        "1,7,delivered,2018-01-05 10:00:00,2018-01-05 11:00:00",
        "their amounts are missing: put the table that has them",
    ),
    "customers and days": ("cust,date", "1,2006-01-05", "no amounts"),
    "ids and days": ("date,id", "2014-03-08 00:00:00,0", "no amounts"),
    "cdnow as it was published": (
        " customer_id  date number_of_cds  dollar_value",
        " 00001 19970101  1   11.77",
        "save it with commas between them",
    ),
    "rows as json": ("_airbyte_raw_id,_airbyte_extracted_at,_airbyte_data", "a,2024-01-05,{}", "packed as JSON"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_lacks_days_or_money_is_refused_with_a_reason(drafted: Drafted, name: str) -> None:
    header, line, told = REFUSED[name]
    with pytest.raises(InputError, match=told):
        drafted({"data.csv": [header, line]})


def test_days_that_are_counted_from_somewhere_are_asked_about(drafted: Drafted) -> None:
    """Dunnhumby numbers its days from 1 to 711."""
    lines = ("household_key,BASKET_ID,DAY,SALES_VALUE", "1,2,1,9.50", "1,3,711,9.50")
    assert "DAY holds numbers (1 to 711) and no dates" in drafted({"transaction_data.csv": lines}).open[0]


def _baskets(amount: str, lines: Callable[[int], list[str]]) -> list[str]:
    days = (f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}" for i in range(120))
    orders = ((f"o{i},c{i % 30},{day}", line) for i, day in enumerate(days) for line in lines(i))
    return [f"order_id,customer_id,order_date,product,{amount}", *(f"{head},{line}" for head, line in orders)]


def _with_revenue(values: Callable[[list[int]], list[int]], baskets: int) -> list[str]:
    """Orders of one line, and baskets of three lines of one price, whose order_value is told by `values`."""
    lines = ["order_id,customer_id,order_date,order_value,item_name,price,quantity"]
    for i in range(60):
        prices = [10 + i] * (3 if i < baskets else 1)
        day = f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}"
        lines += [f"o{i},c{i % 9},{day},{value},P{i},{10 + i},1" for value in values(prices)]
    return lines


GRAINS: dict[str, tuple[list[str], str | None]] = {
    "tickets, several of one price": (
        _baskets("price", lambda i: [f"T{i % 3},{25 * (1 + i % 3)}.00"] * (1 + i % 3)),
        "line",
    ),
    "the same, if amounts may be the order's": (
        _baskets("amount", lambda i: [f"T{i % 3},{25 * (1 + i % 3)}.00"] * (1 + i % 3)),
        None,
    ),
    "prices of few kinds": (
        _baskets("price", lambda i: [f"P{k}{i % 4},{25 * (1 + (i + k * (i % 4)) % 3)}.00" for k in range(2)]),
        "line",
    ),
    "totals beside different products": (
        _baskets("total", lambda i: [f"P{k + i % 5},{20 + i}.50" for k in range(1 + i % 3)]),
        "order",
    ),
    "everything for one price": (_baskets("amount", lambda i: [f"P{k + i % 5},9.90" for k in range(1 + i % 3)]), None),
    "lines, every tenth basket of one price": (
        _baskets("amount", lambda i: [f"P{k + i % 5},{i + k * (i % 20 > 1)}.50" for k in range(2)]),
        "line",
    ),
    "a few totals that their lines add up to": (
        _with_revenue(lambda prices: [sum(prices)] * len(prices), baskets=3),
        "order",
    ),
    "a few lines that have their own amount": (_with_revenue(lambda prices: prices, baskets=3), "line"),
    "orders with a price": (_baskets("price", lambda i: [f"P{i},{20 + i}.00"]), "order"),
}


@pytest.mark.parametrize("name", GRAINS)
def test_rows_are_orders_or_lines_as_their_amounts_tell(drafted: Drafted, name: str) -> None:
    """What cannot be told is left open, and asked where the rows are read (refuse_unusable_orders)."""
    lines, grain = GRAINS[name]
    mapping = drafted({"orders.csv": lines})
    assert mapping.variables.get("transaction_grain") == grain
    assert only(mapping, "transactions")["columns"]["transaction_id"] == "order_id"


def test_what_cannot_be_told_of_one_file_is_not_told_by_another(drafted: Drafted) -> None:
    unclear, _ = GRAINS["everything for one price"]
    clear = [line.replace("o", "x", 1) for line in GRAINS["orders with a price"][0]]
    mapping = drafted({"a.csv": unclear, "b.csv": ["order_id,customer_id,order_date,product,price", *clear[1:]]})
    assert "transaction_grain" not in mapping.variables
