"""Tables that loaders and dbt packages make: deleted rows, older versions, customers in JSON, payments."""

from __future__ import annotations

import pytest
from inputs.drafts import Drafted, only

ORDERS = "order_id,customer_id,order_date,total"


def rows(*ends: str) -> list[str]:
    """Orders 1, 2, ... with what stands behind their total."""
    return [f"{number},c{number % 3},2024-01-0{number},10.50,{end}" for number, end in enumerate(ends, start=1)]


@pytest.mark.parametrize(
    ("column", "values", "filters"),
    [
        ("_fivetran_deleted", ("false", "true"), {"drop": {"_fivetran_deleted": ["true"]}}),
        ("is_deleted", ("0", "1"), {"drop": {"is_deleted": ["1"]}}),
        ("_sdc_deleted_at", ("", "2024-02-01"), {"keep": {"_sdc_deleted_at": ""}}),
        ("_ab_cdc_deleted_at", ("", "2024-02-01"), {"keep": {"_ab_cdc_deleted_at": ""}}),
        ("_fivetran_active", ("true", "false"), {"keep": {"_fivetran_active": ["true"]}}),
        ("dbt_valid_to", ("", "2024-02-01"), {"keep": {"dbt_valid_to": ""}}),
    ],
)
def test_rows_that_are_deleted_or_old_are_left_out(drafted: Drafted, column: str, values, filters) -> None:
    """They counted as orders."""
    source = only(drafted({"orders.csv": [f"{ORDERS},{column}", *rows(*values)]}), "transactions")
    assert {name: source.get(name) for name in ("drop", "keep")} == {"drop": None, "keep": None} | filters


def test_of_customers_the_version_in_force_counts_and_deleted_ones_have_bought(drafted: Drafted) -> None:
    """A customer whose channel has changed had none."""
    header = "customer_id,channel,_fivetran_active,_fivetran_deleted"
    customers = [header, "c1,google,false,false", "c1,meta,true,true"]
    source = only(drafted({"orders.csv": [ORDERS, "1,c1,2024-01-01,5"], "customers.csv": customers}), "customers")
    assert (source["keep"], "drop" in source) == ({"_fivetran_active": ["true"]}, False)


def test_a_log_of_changes_has_the_last_one_and_no_deleted_rows(drafted: Drafted) -> None:
    changes = ("I,2024-01-01,1,c1,2024-01-01,5", "U,2024-01-02,1,c1,2024-01-01,6", "D,2024-01-03,2,c2,2024-01-01,6")
    source = only(drafted({"orders.csv": [f"Op,cdc_timestamp,{ORDERS}", *changes]}), "transactions")
    assert source["drop"] == {"Op": ["d"]}
    assert source["newest"] == {"of": "order_id", "by": "cdc_timestamp"}


def test_each_of_several_files_may_be_a_copy_of_the_whole_table(drafted: Drafted) -> None:
    """The oldest state of an order counted."""
    header = f"{ORDERS},updated_at"
    days = {
        f"orders_2024010{day}.csv": [header, f"1,c1,2024-01-01,{day},2024-01-0{day}", "2,c2,2024-01-01,5,2023-12-31"]
        for day in (1, 2, 3)
    }
    assert only(drafted(days), "transactions")["newest"] == {"of": "order_id", "by": "updated_at"}


def test_of_several_versions_of_an_order_the_newest_counts(drafted: Drafted) -> None:
    """The earliest counted, with the amount and the status that it had then."""
    header = f"{ORDERS},_fivetran_synced"
    lines = ("1,c1,2024-01-01,10.50,2024-01-01", "1,c1,2024-01-01,12.50,2024-01-09", "2,c2,2024-01-02,5.00,2024-01-02")
    mapping = drafted({"orders.csv": [header, *lines]})
    assert only(mapping, "transactions")["newest"] == {"of": "order_id", "by": "_fivetran_synced"}
    assert mapping.variables["transaction_grain"] == "order"


def test_of_several_versions_of_a_line_the_newest_counts(drafted: Drafted) -> None:
    """A line that was appended twice was added up."""
    header = "id,order_id,customer_id,order_date,price,quantity,_airbyte_extracted_at"
    lines = [f"{line},1,c1,2024-01-01,10.50,1,2024-01-0{sync}" for line in (7, 8) for sync in (2, 3)]
    source = only(drafted({"lines.csv": [header, *lines]}), "transactions")
    assert source["newest"] == {"of": ["order_id", "id"], "by": "_airbyte_extracted_at"}


def test_lines_of_one_order_are_no_versions_of_it(drafted: Drafted) -> None:
    header = "order_id,sku,customer_id,order_date,total,updated_at"
    lines = [f"{order},{sku},c{order},2024-01-01,{sku}.50,2024-01-0{sku}" for order in (1, 2) for sku in (2, 3)]
    mapping = drafted({"orders.csv": [header, *lines]})
    assert "newest" not in only(mapping, "transactions")
    assert mapping.variables["transaction_grain"] == "line"


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        ("payment_id,order_id,customer_id,order_date,total,updated_at", ["p{0},1,c1,2024-01-01,5,2024-02-0{0}"]),
        ("order_id,customer_id,order_date,total,updated_at", ["1,c1,2024-01-0{0},5,2024-02-0{0}"]),
        (f"{ORDERS},updated_at", ["1,c1,2024-01-01,-{0},2024-02-0{0}"]),
    ],
    ids=["payments with ids", "payments on other days", "refunds"],
)
def test_parts_of_an_order_are_no_versions_of_it(drafted: Drafted, header: str, lines: list[str]) -> None:
    rows = [line.format(number) for line in lines for number in (1, 2, 3)]
    assert "newest" not in only(drafted({"orders.csv": [header, *rows]}), "transactions")


def test_a_day_of_a_campaign_that_was_loaded_twice_is_one(drafted: Drafted) -> None:
    """Spend was counted once for each sync."""
    header = "date,channel,campaign_id,spend,clicks,_airbyte_extracted_at"
    report = [
        f"2024-01-0{day},google,{sync % 1},{10 + sync}.5,{sync},2024-02-0{sync}" for day in (1, 2) for sync in (1, 2)
    ]
    source = only(drafted({"orders.csv": [ORDERS, "1,c1,2024-01-01,5.00"], "ads.csv": [header, *report]}), "ad_spend")
    assert source["newest"] == {"of": ["date", "channel", "campaign_id"], "by": "_airbyte_extracted_at"}


FIVETRAN = "id,customer_id,user_id,email,created_at,total_price,currency,financial_status,test,_fivetran_deleted"


def test_orders_of_shopify_as_fivetran_has_them(drafted: Drafted) -> None:
    """Payments counted beside the orders, refunds were customers, and customers had another id than orders."""
    buyers = [f"{9000 + i},b{i}@x.org,2023-01-01" for i in range(3)]
    mapping = drafted(
        {
            "order.csv": [
                FIVETRAN,
                *(f"{i},{9000 + i},,b{i}@x.org,2024-01-05,9.50,EUR,paid,false,false" for i in range(3)),
            ],
            "transaction.csv": [
                "id,order_id,amount,created_at,kind,status,gateway,user_id",
                "5,1,9.50,2024-01-05,sale,ok,x,7",
            ],
            "refund.csv": ["id,order_id,created_at,user_id", "5,1,2024-01-05,7"],
            "customer.csv": ["id,email,created_at", *buyers],
        }
    )
    source = only(mapping, "transactions")
    assert (source["format"], source["file"], source["columns"]["customer_id"]) == (
        "Shopify tables",
        "order.csv",
        "customer_id",
    )
    assert source["drop"] == {"test": ["true", "1", "t"], "_fivetran_deleted": ["true"]}
    assert source["keep"] == {"financial_status": ["paid"]}
    assert only(mapping, "customers")["columns"] == {"customer_id": "id", "acquired_at": "created_at"}


def test_orders_of_the_dbt_package_are_without_refunds(drafted: Drafted) -> None:
    """The file was refused, and the ad report beside it was taken for customers."""
    columns = ("order_id", "user_id", "created_timestamp", "total_price", "order_adjusted_total", "refund_subtotal")
    orders = ",".join((*columns, "customer_id", "financial_status"))
    report = "source_relation,date_day,platform,account_id,campaign_id,clicks,impressions,spend"
    mapping = drafted(
        {
            "shopify__orders.csv": [orders, "1,77,2024-01-05 10:00:00,10.50,8.50,2.00,9001,partially_refunded"],
            "ad_report.csv": [report, ",2024-01-05,google_ads,1,2,3,4,5.50"],
        }
    )
    source = only(mapping, "transactions")
    assert source["columns"]["amount"] == "order_adjusted_total"
    assert source["ignore"] == ["refund_subtotal"]
    assert only(mapping, "ad_spend")["columns"] == {"spend_date": "date_day", "channel": "platform", "spend": "spend"}


def test_charges_that_fivetran_copies_are_in_cents(drafted: Drafted) -> None:
    """The customer has another name than in Stripe's API: amounts came in a hundred times too large."""
    header = "id,amount,amount_refunded,currency,created,customer_id,status,livemode,_fivetran_synced"
    source = only(
        drafted({"charge.csv": [header, "ch_1,1050,0,eur,2024-01-05 10:00:00,cus_1,succeeded,true,2024-02-01"]}),
        "transactions",
    )
    assert (source["divide_by"], source["columns"]["customer_id"]) == (100, "customer_id")


def test_invoices_of_stripe_are_worth_what_was_paid(drafted: Drafted) -> None:
    """An open invoice counted as a sale, and in cents as a hundred of them."""
    header = "id,number,customer,status,currency,total,amount_paid,amount_remaining,created"
    lines = [
        header,
        "in_1,A-1,cus_1,paid,eur,1050,1050,0,1678206050",
        "in_2,A-2,cus_2,open,eur,990,0,990,1678206060",
        "in_3,A-3,cus_3,void,jpy,500,0,500,1678206070",
        "in_4,A-4,cus_3,paid,jpy,500,500,0,1678206080",
    ]
    euros, yen = drafted({"invoices.csv": lines}).variables["inputs"]["transactions"]
    assert euros["columns"]["amount"] == yen["columns"]["amount"] == "amount_paid"
    assert (euros["divide_by"], euros["drop"]) == (100, {"status": ["open", "void"], "currency": ["jpy"]})
    assert (yen["divide_by"], yen["keep"]) == (1, {"currency": ["jpy"]})


def test_a_customer_in_json_is_known_by_e_mail(drafted: Drafted) -> None:
    """Each state of the JSON was a customer of its own."""
    lines = [f'{i},2024-01-0{i},9.50,"{{""id"": 7, ""orders"": {i}}}",a@x.org' for i in (1, 2)]
    source = only(drafted({"orders.csv": ["order_id,order_date,total,customer,email", *lines]}), "transactions")
    assert source["columns"]["customer_id"] == "email"


def test_a_customer_in_json_alone_is_asked_about(drafted: Drafted) -> None:
    mapping = drafted({"orders.csv": ["order_id,order_date,total,customer", '1,2024-01-05,9.50,"{""id"": 7}"']})
    assert ["holds JSON, no id" in question for question in mapping.open] == [True]


DBT: dict[str, tuple[dict[str, list[str]], dict[str, str], dict[str, str]]] = {
    "raw_orders": (
        {"raw_orders.csv": ["id,customer,ordered_at,order_total", "x1,u1,2024-01-05T10:00:00,7.50"]},
        {"transaction_id": "id", "customer_id": "customer", "ordered_at": "ordered_at", "amount": "order_total"},
        {},
    ),
    "stg_shop__orders": (
        {"stg_shop__orders.csv": ["id,user_id,created_at,amount", "1,7,2024-01-05 10:00:00,7.50"]},
        {"transaction_id": "id", "customer_id": "user_id", "ordered_at": "created_at", "amount": "amount"},
        {},
    ),
    "prefixes of a table": (
        {"orders.csv": ["o_orderkey,o_custkey,o_totalprice,o_orderdate,o_clerk", "1,7,7.50,1995-01-05,C"]},
        {
            "transaction_id": "o_orderkey",
            "customer_id": "o_custkey",
            "ordered_at": "o_orderdate",
            "amount": "o_totalprice",
        },
        {},
    ),
    "items, users and what they do": (
        {
            "order_items.csv": [
                "id,order_id,user_id,product_id,created_at,sale_price",
                "1,5,7,9,2024-01-05 10:00:00,7.50",
            ],
            "users.csv": ["id,email,traffic_source,created_at", "7,a@x.org,Search,2023-01-01"],
            "events.csv": ["id,user_id,session_id,created_at,traffic_source", "1,7,s1,2024-01-05 10:00:00,Email"],
        },
        {"transaction_id": "order_id", "customer_id": "user_id", "ordered_at": "created_at", "amount": "sale_price"},
        {"customer_id": "id", "acquired_at": "created_at", "channel": "traffic_source"},
    ),
}


@pytest.mark.parametrize("shop", DBT)
def test_tables_of_projects_and_samples_of_warehouses_are_known(drafted: Drafted, shop: str) -> None:
    files, orders, customers = DBT[shop]
    mapping = drafted(files)
    assert only(mapping, "transactions")["columns"] == orders
    assert mapping.variables["inputs"].get("customers", {}).get("columns", {}) == customers


def test_names_without_what_divides_their_words_are_known(drafted: Drafted) -> None:
    """As databases that fold letter case write them."""
    source = only(
        drafted({"s.csv": ["orderid,customerid,orderdate,totalprice", "1,a,2024-01-05,9.50"]}), "transactions"
    )
    assert [*source["columns"].values()] == ["orderid", "customerid", "orderdate", "totalprice"]


def test_charges_of_currencies_without_cents_are_read_apart(drafted: Drafted) -> None:
    """Three thousand yen were thirty."""
    header = "id,amount,amount_refunded,currency,created,customer,status"
    charges = [f"ch_{i},{3000 + i},0,{('usd', 'jpy', 'kwd')[i % 3]},2024-01-05,cus_{i},succeeded" for i in range(6)]
    sources = drafted({"charges.csv": [header, *charges]}).variables["inputs"]["transactions"]
    read = [(source["divide_by"], source["keep"].get("currency"), source.get("drop")) for source in sources]
    assert read == [
        (100, None, {"currency": ["jpy", "kwd"]}),
        (1, ["jpy"], None),
        (1000, ["kwd"], None),
    ]


def test_reports_of_a_lower_level_are_not_added_to_those_of_a_higher(drafted: Drafted) -> None:
    """Three reports of one account made its spend three times as high."""
    reports = {
        f"facebook_ads__{level}_report.csv": [
            "date_day,spend,impressions",
            *(f"2024-01-0{i},{i}.{size},9" for i in range(1, 7)),
        ]
        for size, level in enumerate(("ad", "campaign", "account"))
    }
    reports["google_ads__campaign_report.csv"] = ["date_day,spend,impressions", "2024-01-03,7,9", "2024-01-04,8,9"]
    reports["orders.csv"] = ["order_id,customer_id,order_date,amount", *(f"o{i},c{i},2024-01-05,9" for i in range(6))]
    mapping = drafted(reports)
    files = [source["file"] for source in mapping.variables["inputs"]["ad_spend"]]
    assert files == ["facebook_ads__account_report.csv", "google_ads__campaign_report.csv"]
    assert (
        sum("is not used: it tells the spend of facebook_ads__account" in why for why in mapping.why["ad_spend"]) == 2
    )
