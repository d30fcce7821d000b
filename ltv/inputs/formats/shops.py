"""Orders of further shop systems and bills of payment services, told by columns that only one has.

The table is the documentation. Statuses that brought no money are left out. Refunds are a column to subtract, or rows
with a negative amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from ltv.inputs.formats.buyers import guests_by_email
from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.table import Recognised, Table


@dataclass(frozen=True)
class System:
    """Names of columns, the likeliest first. `own` are columns of which all must be there.

    Where refunds are rows above zero, `sold` and `back` say which rows are which, and `paid_back` has their amount, if
    another column than that of sales.
    """

    name: str
    own: tuple[str, ...]
    order: tuple[str, ...]
    customer: tuple[str, ...]
    day: tuple[str, ...]
    amount: tuple[str, ...]
    less: tuple[str, ...] = ()  # the first that is there is subtracted
    keep: dict[str, Sequence[str]] = field(default_factory=dict)
    drop: dict[str, Sequence[str]] = field(default_factory=dict)
    sold: dict[str, Sequence[str]] = field(default_factory=dict)
    back: dict[str, Sequence[str]] = field(default_factory=dict)
    paid_back: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    is_payments: bool = False


SYSTEMS = (
    System(
        "Magento orders",
        ("Purchase Point", "Purchase Date", "Grand Total (Base)"),
        ("ID", "Order #"),
        ("Customer Email", "Customer ID", "Bill-to Name"),
        ("Purchase Date",),
        ("Grand Total (Base)",),
        ("Total Refunded", "Refunded (Base)"),
        drop={"Status": ("canceled", "closed", "pending*", "fraud*", "holded", "on hold", "payment review")},
    ),
    System(
        "BigCommerce orders",
        ("Order ID", "Order Status", "Order Total (inc tax)"),
        ("Order ID",),
        ("Customer ID", "Customer Email"),
        ("Order Date",),
        ("Order Total (inc tax)",),
        ("Refund Amount", "Refunded Amount", "Total Refunded"),
        drop={"Order Status": ("incomplete", "cancelled", "declined", "pending", "awaiting payment", "refunded")},
        guests=("0",),
    ),
    System(
        "Square transactions",
        ("Net Sales", "Gross Sales", "Transaction ID", "Total Collected"),
        ("Transaction ID",),
        ("Customer ID", "Customer Reference ID", "Customer Name"),
        ("Date",),
        ("Net Sales",),
        drop={"Transaction Status": ("failed", "canceled", "voided", "pending")},
    ),
    System(
        "PrestaShop orders",
        ("id_order", "id_customer", "date_add"),
        ("id_order",),
        ("id_customer",),
        ("date_add",),
        ("total_paid_real", "total_paid_tax_incl", "total_paid"),
        keep={"valid": ("1",)},
    ),
    System(
        "Taobao orders",
        ("订单编号", "买家会员名", "订单状态"),
        ("订单编号",),
        ("买家会员名",),
        ("订单创建时间", "订单付款时间"),
        ("买家实际支付金额", "总金额"),
        ("退款金额",),
        drop={"订单状态": ("交易关闭", "等待买家付款", "*已取消*")},
    ),
    System(
        "WeChat Pay bill",
        ("交易时间", "用户标识", "微信订单号", "交易状态"),
        ("微信订单号",),
        ("用户标识",),
        ("交易时间",),
        ("应结订单金额", "订单金额", "总金额"),
        ("退款金额",),
        drop={"交易状态": ("REVOKED", "撤销*")},
        is_payments=True,
    ),
    System(
        "WeChat statement",
        ("交易时间", "交易对方", "收/支", "交易单号"),
        ("交易单号",),
        ("交易对方",),
        ("交易时间",),
        ("金额(元)", "金额\uff08元\uff09"),
        keep={"收/支": ("收入",)},
        drop={"当前状态": ("已全额退款*", "*已退还*")},
        is_payments=True,
    ),
    System(
        "Alipay bill",
        ("交易创建时间", "交易对方", "收/支"),
        ("交易号", "交易订单号"),
        ("对方账号", "交易对方"),
        ("付款时间", "交易创建时间"),
        ("金额\uff08元\uff09", "金额(元)", "金额"),
        ("成功退款\uff08元\uff09", "成功退款(元)"),
        keep={"收/支": ("收入",)},
        drop={"交易状态": ("交易关闭", "等待付款", "失败")},
        is_payments=True,
    ),
    System(
        "Braintree transactions",
        ("Transaction Type", "Transaction Status", "Amount Submitted For Settlement"),
        ("Transaction ID",),
        ("Customer ID", "Customer Email"),
        ("Created Datetime", "Settlement Date"),
        ("Amount Submitted For Settlement",),
        keep={"Transaction Status": ("settled", "settling", "submitted*for*settlement", "settlement*")},
        drop={"Transaction Status": ("settlement*declined",)},
        sold={"Transaction Type": ("sale",)},
        ignore=("Refunded Transaction ID",),
        back={"Transaction Type": ("credit",)},
        is_payments=True,
    ),
    System(
        "Adyen settlement",
        ("Psp Reference", "Type", "Gross Credit (GC)", "Gross Debit (GC)"),
        ("Psp Reference",),
        ("Shopper Reference", "Shopper Email"),
        ("Creation Date", "Booking Date"),
        ("Gross Credit (GC)",),
        sold={"Type": ("Settled", "SettledExternally")},
        back={"Type": ("Refunded", "RefundedExternally", "Chargeback", "SecondChargeback")},
        paid_back=("Gross Debit (GC)",),
        is_payments=True,
    ),
    System(
        "Stripe balance",
        ("balance_transaction_id", "reporting_category", "gross", "charge_id"),
        ("charge_id",),
        ("customer_id", "customer_email"),
        ("created_utc", "created"),
        ("gross",),
        keep={"reporting_category": ("charge", "refund", "refund_failure", "dispute*", "partial_capture*")},
        is_payments=True,
    ),
)

CURRENCY = ("currency", "Currency Code", "Order Currency Code", "货币种类", "Currency ISO Code", "Gross Currency")
HEADER = tuple(
    name
    for each in SYSTEMS
    for name in (*each.own, *each.order, *each.customer, *each.day, *each.amount, *each.less, *each.paid_back)
)
NAMES = tuple(each.name for each in SYSTEMS if not each.is_payments)
PAYMENTS = tuple(each.name for each in SYSTEMS if each.is_payments)


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is of one of these systems and names its buyers."""
    for system in SYSTEMS:
        names = {
            "transaction_id": system.order,
            "customer_id": system.customer,
            "ordered_at": system.day,
            "amount": system.amount,
        }
        columns = {name: column for name, known in names.items() if (column := table.first(*known))}
        if table.has(*system.own) and columns.keys() == names.keys():
            return _mapped(table, system, columns)
    return None


def _mapped(table: Table, system: System, columns: dict[str, Any]) -> Recognised:
    if code := table.first(*CURRENCY):
        columns["currency"] = code
    less = [column for name in system.less if (column := table.first(name))][:1]
    found, questions = formats(table, columns["ordered_at"], [columns["amount"], *less])
    source: dict[str, Any] = {"format": system.name, "file": table.path.name, "columns": columns, **found}
    why = [f"The amount is {columns['amount']}" + (f" less {less[0]}." if less else ".")]
    if less:
        source["subtract"] = less
    for key, filters in (("keep", system.keep), ("drop", system.drop)):
        there = {column: list(values) for name, values in filters.items() if (column := table.first(name))}
        if there:
            source[key] = there
            verb = "count" if key == "keep" else "do not count"
            why += [f"Rows {verb} whose {name} is one of {', '.join(values)}." for name, values in there.items()]
        if key == "drop":
            why += [
                f"What is left of {name}: {', '.join(_left(table, name, there[name])) or 'nothing'}." for name in there
            ]
    if system.guests:
        others = [column for name in system.customer if (column := table.first(name)) != columns["customer_id"]]
        email = next(filter(None, others), None)
        if told := guests_by_email(table, columns["customer_id"], email, system.guests):
            columns["customer_id"] = email
            why.append(told)
        else:
            source["guest_ids"] = list(system.guests)
    if ignored := [column for name in system.ignore if (column := table.first(name))]:
        source["ignore"] = ignored
    sources = [source]
    if system.back:
        sources = _sales_and_refunds(table, system, source)
        why += [
            f"Rows whose {name} is one of {', '.join(values)} are taken off." for name, values in system.back.items()
        ]
    variables = {"transaction_grain": "order", **currency(table, code)}
    return Recognised(system.name, "transactions", sources, variables, tuple(why), tuple(questions))


def _sales_and_refunds(table: Table, system: System, source: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of sales, and those of refunds, whose amounts above zero are turned."""

    def rows(which: dict[str, Sequence[str]]) -> dict[str, list[str]]:
        there = {column: list(values) for name, values in which.items() if (column := table.first(name))}
        return {**source.get("keep", {}), **there}

    back = {**source["columns"], "amount": table.first(*system.paid_back) or source["columns"]["amount"]}
    refunds = {
        **source,
        "format": f"{system.name}, refunds",
        "columns": back,
        "keep": rows(system.back),
        "negate": True,
    }
    return [{**source, "keep": rows(system.sold)}, refunds]


def _left(table: Table, column: str, dropped: Sequence[str]) -> list[str]:
    """Values that a filter leaves, for a person to look at."""
    patterns = [each.lower() for each in dropped]
    left = [value for value in table.values(column) if not any(fnmatch(value.lower(), each) for each in patterns)]
    return left[:12]
