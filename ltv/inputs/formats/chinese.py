"""Names that the columns of Chinese files go by, as `names.key` writes them: the tables are the documentation."""

from __future__ import annotations

from collections.abc import Mapping

SIMPLIFIED = str.maketrans(
    "訂單編號戶額時間會員實數銷幣種來體買顧註冊獲費總價應創購暱稱郵箱觸達訪問點擊標識類統計廣組動發報開結幣貨",
    "订单编号户额时间会员实数销币种来体买顾注册获费总价应创购昵称邮箱触达访问点击标识类统计广组动发报开结币货",
)
"""Traditional characters of the names below: they are compared as simplified ones."""

CUSTOMER = (
    *("客户id", "客户编号", "客户号", "用户id", "用户编号", "用户标识", "会员id", "会员编号", "会员号", "会员卡号"),
    *("买家id", "买家会员名", "会员名", "买家", "客户", "用户", "会员", "顾客"),
    *("买家手机号", "手机号", "邮箱"),
)
NICKNAMES = ("买家昵称", "昵称")
"""Which several buyers may share."""
CHANNEL = ("渠道", "渠道名称", "获客渠道", "推广渠道", "来源渠道", "投放渠道", "来源", "平台", "媒体")
CURRENCY = ("币种", "货币", "货币种类", "货币代码")

NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "transactions": {
        "transaction_id": ("订单编号", "订单号", "订单id", "商户订单号", "交易订单号", "交易号", "交易单号", "单号"),
        "customer_id": CUSTOMER,
        "ordered_at": (
            *("下单时间", "下单日期", "订单创建时间", "订单时间", "订单日期", "交易创建时间", "交易时间", "交易日期"),
            *("付款时间", "支付时间", "订单付款时间", "创建时间", "成交时间", "日期", "时间"),
        ),
        "amount": (
            *("实付金额", "买家实际支付金额", "实付款", "实收金额", "实际支付金额", "支付金额", "付款金额", "成交金额"),
            *("订单金额", "订单总额", "总金额", "金额", "金额_元", "交易金额"),
            *("应付金额", "销售额", "销售金额", "总价"),
        ),
        "currency": CURRENCY,
    },
    "customers": {
        "customer_id": CUSTOMER,
        "acquired_at": (
            "注册时间",
            "注册日期",
            "获客时间",
            "获客日期",
            "首次购买时间",
            "首单时间",
            "入会时间",
            "创建时间",
        ),
        "channel": CHANNEL,
    },
    "ad_spend": {
        "spend_date": ("日期", "投放日期", "统计日期", "时间", "时间_天"),
        "channel": CHANNEL,
        "spend": (
            "花费",
            "消耗",
            "花费_元",
            "消耗_元",
            "投放费用",
            "推广费用",
            "广告费",
            "费用",
            "成本",
            "支出",
            "金额",
        ),
        "currency": CURRENCY,
    },
    "exchange_rates": {"currency": CURRENCY, "valid_from": ("生效日期", "日期"), "rate": ("汇率",)},
    "touchpoints": {"customer_id": CUSTOMER, "touched_at": ("触达时间", "访问时间", "点击时间"), "channel": CHANNEL},
}
QUANTITY = ("数量", "商品数量", "购买数量")
PRICE = ("单价", "商品单价")
