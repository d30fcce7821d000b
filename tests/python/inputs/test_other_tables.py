"""Tables beside the orders that have an id, a day, an amount or a value too: taken for nothing, or asked about."""

from __future__ import annotations

import pytest
from inputs.drafts import Drafted, only, told

from ltv.inputs.errors import InputError

FORTY = range(40)
DAYS = [f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}" for i in FORTY]
ORDERS = ["id,customer_id,order_date,total", *(f"{i},{1 + i % 25},{DAYS[i]},{i}.50" for i in FORTY)]

NOTHING: dict[str, tuple[str, list[str]]] = {
    "products of a shop's database": ("products.csv", ["id,name,price,created_at", "1,Mug,9.50,2024-01-05"]),
    "categories": ("categories.csv", ["id,title,created_at", "1,Mugs,2024-01-05"]),
    "employees": ("employees.csv", ["id,name,email,created_at", "1,Ann,a@x.y,2024-01-05"]),
    "reviews": (
        "reviews.csv",
        ["review_id,customer_id,rating,created_at", *(f"{i},{1 + i % 9},5,{DAYS[i]}" for i in FORTY)],
    ),
    "reviews in a file of another name": (
        "opinions.csv",
        ["opinion_id,customer_id,stars,created_at", *(f"{i},{1 + i % 9},5,{DAYS[i]}" for i in FORTY)],
    ),
    "tickets of the support": (
        "support_tickets.csv",
        ["ticket_id,customer_id,channel,created_at", *(f"{i},{1 + i % 9},email,{DAYS[i]}" for i in FORTY)],
    ),
    "plans of campaigns": (
        "campaigns.csv",
        ["campaign_id,channel,start_date,end_date,budget", "1,email,2024-01-01,2024-02-01,900"],
    ),
    "subscriptions": (
        "subscriptions.csv",
        ["subscription_id,user_id,plan,channel,start_date,end_date,price", "1,7,Pro,ads,2024-01-01,,19"],
    ),
    "sales by country": ("by_country.csv", ["Date,Country,Amount", "2024-01-05,UK,9.50"]),
    "a bank's statement": ("bank.csv", ["Date,Description,Amount,Balance", "2024-01-05,RENT,-400.00,900.00"]),
    "expenses": ("expenses.csv", ["expense_id,date,category,amount", "1,2024-01-05,rent,400.00"]),
    "expenses of people": ("expenses.csv", ["user_id,date,amount", *(f"{i % 9},{DAYS[i]},4.00" for i in FORTY)]),
    "income by source": ("income.csv", ["date,source,amount", "2024-01-05,shop,400.00"]),
    "what was sold through channels": (
        "channels.csv",
        ["date,channel,product,quantity,cost,profit", "2024-01-05,web,Mug,2,4.00,3.00"],
    ),
    "sales by channel, with what the goods cost": (
        "sales_by_channel.csv",
        ["date,channel,orders,revenue,cost", "2024-01-05,web,2,14.00,4.00"],
    ),
    "a figure of each day": ("kpi.csv", ["day,value", "2024-01-05,9.5"]),
    "payouts": ("payouts.csv", ["date,currency,value", "2024-01-05,EUR,400.00"]),
    "credit notes": (
        "credit_notes_2024.csv",
        ["document_no,customer_id,date,amount", *(f"cn{i},{i % 9},{DAYS[i]},4.00" for i in FORTY)],
    ),
    "quotations, with the numbers of the orders that they might become": (
        "quotations.csv",
        ["order_no,customer_id,date,amount", *(f"q{i},{i % 9},{DAYS[i]},4.00" for i in FORTY)],
    ),
    "listings": (
        "listings.csv",
        ["id,user_id,title,price,created_at", *(f"{i},{i % 9},Sofa,{i}.00,{DAYS[i]}" for i in FORTY)],
    ),
    "returns with the ids of their orders": (
        "sales_returns.csv",
        ["return_id,order_id,customer_id,date,amount", *(f"{i},x{i},{i % 9},{DAYS[i]},4.00" for i in FORTY)],
    ),
    "what was ordered from suppliers": (
        "purchase_orders.csv",
        ["po_id,buyer,order_date,total_amount", *(f"{i},b{i % 9},{DAYS[i]},4.00" for i in FORTY)],
    ),
    "refunds": (
        "refunds.csv",
        ["refund_id,customer_id,date,amount", *(f"{i},{i % 9},{DAYS[i]},4.00" for i in FORTY)],
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_input_is_taken_for_none(drafted: Drafted, name: str) -> None:
    file, lines = NOTHING[name]
    mapping = drafted({"orders.csv": ORDERS, file: lines})
    assert [*mapping.variables["inputs"]] == ["transactions"]
    assert only(mapping, "transactions")["file"] == "orders.csv"


def test_refunds_below_zero_count_beside_their_orders(drafted: Drafted) -> None:
    refunds = ["order_id,customer_id,date,amount", *(f"r{i},{i % 9},{DAYS[i]},-4.00" for i in FORTY)]
    assert len(drafted({"orders.csv": ORDERS, "refunds.csv": refunds}).variables["inputs"]["transactions"]) == 2


STILL: dict[str, tuple[str, str, str]] = {
    "customers": ("shop_customers.csv", "id,name,created_at", "1,Ann,2024-01-05"),
    "customers with their e-mail": ("people.csv", "id,email,created_at", "1,a@x.y,2024-01-05"),
    "calendar_index": ("season.csv", "day,value", "2024-01-05,1.2"),
    "exchange_rates": ("rates_2024.csv", "date,currency,value", "2024-01-05,EUR,1.1"),
    "overhead_costs": ("fixed_costs.csv", "date,amount", "2024-01-05,90"),
    "spend_experiments": ("experiments.csv", "channel,start_date,end_date", "ads,2024-01-05,2024-01-09"),
    "ad_spend": ("marketing.csv", "date,channel,amount", "2024-01-05,ads,90"),
}


@pytest.mark.parametrize("name", STILL)
def test_the_name_of_a_file_or_a_column_of_its_own_tells_an_input(drafted: Drafted, name: str) -> None:
    file, header, line = STILL[name]
    relation = "customers" if name.startswith("customers") else name
    assert only(drafted({"orders.csv": ORDERS, file: [header, line]}), relation)["file"] == file


TOLD: dict[str, tuple[str, list[str], str]] = {
    "a file called products": (*NOTHING["listings"], "holds listings, and no orders"),
    "orders by channel, without their amounts": (
        "orders.csv",
        ["order_id,customer_id,order_date,channel", *(f"{i},{i % 9},{DAYS[i]},ads" for i in FORTY)],
        "their amounts are missing",
    ),
    "orders of a sample shop, without their amounts": (
        "raw_orders.csv",
        ["id,user_id,order_date,status", "1,7,2024-01-05,placed"],
        "their amounts are missing",
    ),
    "what may be other costs": (
        "sales.csv",
        ["Seller,Date,Amount", "Ann,2024-01-05,9.50"],
        "If it holds overhead_costs",
    ),
    "an id of orders is not asked for": ("o.csv", ["customer_id,order_date,items", "1,2024-01-05,2"], "no amounts"),
    "customers of whom nothing is told": ("customers.csv", ["id,name,city", "1,Ann,Bonn"], "known for channel"),
    "a price is an amount": (
        "o.csv",
        ["order_id,order_date,price", "1,2024-01-05,2"],
        "no column is known for customer_id",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_folder_without_orders_is_told_why(drafted: Drafted, name: str) -> None:
    file, lines, told = TOLD[name]
    with pytest.raises(InputError, match=told):
        drafted({file: lines})


def _sales_history(kinds: tuple[str, str, str]) -> list[str]:
    """Each order has a row of its own, which names the customer, one of each line and one of the payment."""
    header = "Date,Receipt number,Line Type,Customer Code,Quantity,Total,Status"
    rows = []
    for i in range(60):
        first, second, day = 10 + i % 7, 5 + i % 11, f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}"
        rows.append(f"{day},{1000 + i},{kinds[0]},C{i % 20},2,{first + second}.50,Closed")
        rows += [f"{day},{1000 + i},{kinds[1]},,1,{amount},Closed" for amount in (f"{first}.00", f"{second}.50")]
        rows.append(f"{day},{1000 + i},{kinds[2]},,,{first + second}.50,Closed")
    return [header, *rows]


def test_of_orders_among_their_lines_and_payments_only_the_order_counts(drafted: Drafted) -> None:
    mapping = drafted({"sales history.csv": _sales_history(("Sale", "Sale Line", "Payment"))})
    source = told(mapping)
    assert source["keep"] == {"Line Type": ["Sale"]}
    assert (source["amount"], source["customer_id"], source["grain"]) == ("Total", "Customer Code", "order")


def test_the_first_line_of_an_order_is_no_order(drafted: Drafted) -> None:
    """It alone names the customer, and its amount is that of a line."""
    lines = [line for line in _sales_history(("1", "2", "x")) if ",x," not in line]
    smaller = [line.replace(".50,Closed", ".00,Closed") if ",1,C" not in line else line for line in lines]
    assert "keep" not in told(drafted({"sales history.csv": smaller}))


def test_deals_are_bought_by_organizations(drafted) -> None:
    """As Pipedrive exports them."""
    header = "Deal - ID,Deal - Title,Deal - Value,Deal - Status,Deal - Won time,Organization - ID"
    deals = (header, *(f"{i},D{i},{50 + i}.10,Won,2023-02-{i:02d} 14:04:52,{100 + i % 4}" for i in range(1, 25)))
    columns = only(drafted({"deals-1.csv": deals}), "transactions")["columns"]
    assert columns["customer_id"] == "Organization - ID"


def test_several_buyers_may_share_a_nickname(drafted) -> None:
    """As Youzan exports orders, with the telephone beside it."""
    header = "订单号,订单创建时间,买家昵称,买家手机号,订单实付金额"
    orders = (header, *(f"E{i},2023-03-{i:02d} 19:52:37,Ben,1380001{i % 7},{200 + i}.66" for i in range(1, 25)))
    assert only(drafted({"有赞订单导出.csv": orders}), "transactions")["columns"]["customer_id"] == "买家手机号"


def test_won_have_no_thousandths(drafted) -> None:
    header = "주문번호,주문일시,주문자 ID,총 실결제금액"
    orders = (header, *(f'K{i},2023-03-{i:02d} 10:35:55,user{i % 7},"{10 + i},{100 + i}"' for i in range(1, 25)))
    mapping = drafted({"cafe24.csv": orders})
    assert mapping.open == ()
    assert only(mapping, "transactions")["decimal_mark"] == "."
