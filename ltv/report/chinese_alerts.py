"""Alerts in Chinese: the sentences of seeds/reference/alert_rules.csv, and what a rule adds of its case."""

from __future__ import annotations

RULES = {
    "late_data": (
        ("An input ends before the day that it should reach.", "某项输入没有更新到应有的日期。"),
        (
            "Everything computed from it stands still: customers look lapsed, spend looks saved.",
            "由其计算的一切停滞：客户看似流失，支出看似节省。",
        ),
        (
            "Look at the job that loads the input; run the build again when it has caught up.",
            "检查加载该输入的任务；补齐后重新运行。",
        ),
    ),
    "history_changed": (
        (
            "Transactions of days that an earlier build knew are gone or were added.",
            "早先运行时已有日期的交易有缺失或有新增。",
        ),
        (
            "Without their first orders customers look new, with others' added they look frequent: every figure since "
            "then is another.",
            "缺少首单的客户看似新客，混入他人订单的客户看似高频：此后的每个数字都不同。",
        ),
        (
            "If the export lost its older rows, export all of them; if it is another shop, give each its own database "
            "(LTV_DUCKDB_PATH, LTV_SCHEMA); if you changed how files are read, nothing.",
            "若导出丢失了较早的记录，请重新导出全部；若是另一家店铺，请为每家店铺使用各自的数据库"
            "（LTV_DUCKDB_PATH、LTV_SCHEMA）；若您更改了文件的读取方式，则无需处理。",
        ),
    ),
    "inputs_doubtful": (
        (
            "The inputs have a warning that they did not have when they were first watched.",
            "输入出现了开始监控时没有的警告。",
        ),
        ("Exports that change come in wrong without failing.", "导出的变化不会报错，却会使数据出错。"),
        (
            "Read the warning in input_warnings (the end of the build, ltv check, the report): it says what to change, "
            "and what to write if the figures are right.",
            "阅读 input_warnings 中的警告（运行结尾、ltv check 或报告）：其中说明如何修改，以及数字无误时应写什么。",
        ),
    ),
    "spend_missing": (
        (
            "A channel that spends nearly every day has had no spend for three days while others have.",
            "一个几乎每天都有支出的渠道已三天没有支出，而其他渠道有。",
        ),
        ("CAC of the channel is too low for as long as spend is missing.", "支出缺失期间，该渠道的获客成本偏低。"),
        ("Load the missing days; if the channel was paused, nothing.", "补齐缺失的日期；若渠道已暂停，则无需处理。"),
    ),
    "duplicated_day": (
        ("Most rows of a day occur twice.", "某一天的大多数记录出现两次。"),
        ("Revenue and purchases of the day, or its spend, count double.", "当天的收入与购买或支出被重复计算。"),
        (
            "Delete one copy and build again; staging rejects copies that share their transaction id.",
            "删除其中一份并重新运行；交易编号相同的副本会被自动剔除。",
        ),
    ),
    "order_value_drift": (
        ("Orders of the last week have other values than those before.", "最近一周的订单金额与此前不同。"),
        (
            "A change of unit (cents for units), of currency or of prices moves every LTV.",
            "单位（分与元）、货币或价格的变化会影响所有客户价值。",
        ),
        (
            "Compare amounts with the shop's own reports from the first day on that they differ.",
            "从出现差异的第一天起，与店铺自己的报表核对金额。",
        ),
    ),
    "frequency_drift": (
        ("Orders come from other customers, new or old, than before.", "下单的客户构成（新客与老客）与此前不同。"),
        ("The models assume that customers go on as they did.", "模型假定客户的行为保持不变。"),
        (
            "Look for a campaign, a change of customer ids, or a feed that lost its customers.",
            "检查是否有促销、客户编号变更，或数据丢失了客户。",
        ),
    ),
    "channel_mix_drift": (
        ("New customers come from other channels than before.", "新客户的渠道构成与此前不同。"),
        (
            "Averages of all channels together move though no channel has changed.",
            "即使各渠道没有变化，全店平均值也会变动。",
        ),
        (
            "Look for a change in how channels are named or attributed.",
            "检查渠道命名或归因方式是否有变。",
        ),
    ),
    "new_channel": (
        ("A channel is seen for the first time.", "首次出现的渠道。"),
        (
            "Its LTV rests on the other channels' until it has customers of its own.",
            "在有足够的自身客户之前，其客户价值依赖其他渠道。",
        ),
        (
            "Check that it is no new spelling of an old one (channel_aliases).",
            "确认它不是旧渠道的另一种写法（channel_aliases）。",
        ),
    ),
    "day_out_of_season": (
        (
            "A day has far more or far fewer orders than its weekday usually has.",
            "某一天的订单数远多于或远少于该星期几的常态。",
        ),
        (
            "A day that is loaded in part or twice moves recency and frequency of many customers.",
            "只加载了一部分或重复加载的一天会影响许多客户的近度与频度。",
        ),
        ("Compare the day with the shop's own report.", "与店铺自己的报表核对这一天。"),
    ),
    "spend_without_customers": (
        (
            "In 28 days a channel spent more than five customers cost and brought none.",
            "渠道在 28 天内的支出超过五位客户的成本，却没有带来新客户。",
        ),
        (
            "Its spend is in no customer's CAC; the channel's own CAC is unknown.",
            "其支出未计入任何客户的获客成本；该渠道的获客成本未知。",
        ),
        (
            "Check the channel's name in customers and in ad_spend, or stop the spend.",
            "核对 customers 与 ad_spend 中的渠道名称，或停止支出。",
        ),
    ),
    "customers_without_spend": (
        ("A channel that had spend brings customers without any.", "曾有支出的渠道在没有支出的情况下带来客户。"),
        ("Its CAC falls though nothing became cheaper.", "获客成本下降，但实际上并未变便宜。"),
        ("Load the missing spend; if it was stopped, nothing.", "补齐缺失的支出；若已停投，则无需处理。"),
    ),
    "ltv_to_cac_below_target": (
        (
            "A channel surely brings less per unit of acquisition cost than the target.",
            "该渠道每单位获客成本带来的价值确定低于目标。",
        ),
        ("It is bought for more than it is meant to cost.", "获客成本高于预期。"),
        ("See verdict in channel_roi and budget_advice.", "参见 channel_roi 与 budget_advice 中的结论。"),
    ),
    "interval_too_wide": (
        (
            "The interval of a channel's average LTV is wider than the average.",
            "该渠道平均客户价值的区间比平均值本身还宽。",
        ),
        ("Whether the channel pays back cannot be told.", "无法判断该渠道能否收回成本。"),
        (
            "Wait for more customers, or judge it together with channels like it.",
            "等待更多客户，或与相似的渠道一并判断。",
        ),
    ),
    "forecast_missed": (
        (
            "What came lies outside what was forecast 30 days ago, or three forecasts in a row missed to one side.",
            "实际值落在 30 天前预测的区间之外，或连续三次预测偏向同一侧。",
        ),
        (
            "Customers have changed, or the data have: LTV is told too high or too low.",
            "客户或数据发生了变化：客户价值被高估或低估。",
        ),
        (
            "See forecast_accuracy; look for changes of prices, supply or competition, and for missing data.",
            "参见 forecast_accuracy；检查价格、供应或竞争的变化以及缺失的数据。",
        ),
    ),
    "parameter_drift": (
        (
            "A parameter of the purchase model moved by more than three standard errors in four weeks.",
            "购买模型的某个参数在四周内变动超过三个标准误。",
        ),
        ("Customers no longer follow the model that LTV rests on.", "客户不再符合客户价值所依据的模型。"),
        ("See parameter_history and forecast_accuracy.", "参见 parameter_history 与 forecast_accuracy。"),
    ),
}
CASES = {
    "LTV {ltv}, CAC {cac}.": "客户价值 {ltv}，获客成本 {cac}。",
    "No spend since {day}.": "自 {day} 起没有支出。",
    "{now} new buyers of 28 days against {before} of the half year before.": (
        "28 天内 {now} 位新客户，此前半年为 {before} 位。"
    ),
    "{buyers} new customers in 28 days, the last spend on {day}.": "28 天内 {buyers} 位新客户，最后一次支出在 {day}。",
    "{day} has {orders} orders, usual on this weekday are {usual}.": (
        "{day} 有 {orders} 个订单，该星期几通常为 {usual} 个。"
    ),
    "{repeated} of {orders} orders of {day} occur again.": "{day} 的 {orders} 个订单中有 {repeated} 个重复出现。",
    "All {rows} rows of spend of {day} occur twice.": "{day} 的全部 {rows} 条支出记录出现两次。",
    "{customers} customers in the window.": "窗口期内 {customers} 位客户。",
    "{spend} spent in 28 days, no new customer.": "28 天内支出 {spend}，没有新客户。",
    "{orders} orders of seven days, in the mean {now} instead of {before}.": (
        "七天内 {orders} 个订单，平均 {now}，此前为 {before}。"
    ),
    "{orders} purchases of 14 days are on average number {now} of their customers, before number {before}.": (
        "14 天内的 {orders} 次购买平均为客户的第 {now} 次，此前为第 {before} 次。"
    ),
}
ALERTS = {english: chinese for sentences in RULES.values() for english, chinese in sentences} | CASES

SEVERITIES = {"note": "提示", "warn": "警告", "error": "错误"}
SEGMENTS = {
    "new": "新客户",
    "one_time_buyer": "一次性购买者",
    "best": "优质客户",
    "regular": "常规客户",
    "likely_to_lapse": "可能流失",
    "lapsed": "已流失",
}
OUTCOMES = {
    "accepted": "已采用",
    "malformed_row": "格式错误的行",
    "loaded_later": "之后才加载",
    "unreadable_loaded_at": "加载时间无法识别",
    "filtered_out": "被筛选排除",
    "older_version": "已有更新的版本",
    "fully_refunded": "全额退款",
    "future_order": "未来的订单",
    "blank_row": "空行",
    "row_of_totals": "合计行",
    "missing_transaction_id": "缺少交易编号",
    "guest_order": "访客订单",
    "unreadable_date": "日期无法识别",
    "unreadable_amount": "金额无法识别",
    "exact_duplicate": "完全重复",
    "conflicting_duplicate": "编号重复但内容不同",
    "no_exchange_rate": "缺少汇率",
    "after_observation_end": "晚于观察截止日",
    "missing_customer_id": "缺少客户编号",
    "two_channels": "两个渠道",
    "missing_channel": "缺少渠道",
    "missing_currency": "缺少货币",
    "unreadable_rate": "汇率无法识别",
    "ends_before_it_starts": "结束早于开始",
    "unreadable_index": "指数无法识别",
}
