"""What each rule of input_warnings doubts, in Chinese, and what to do. What is to be copied is in the English one."""

from __future__ import annotations

WARNINGS = {
    "acquired_after_first_purchase": (
        "获客日期晚于首次购买：按首次购买之日计。",
        "若属实则无需处理；否则请导出真实的获客日期。",
    ),
    "amounts_in_thousands": (
        "列名表明金额以千或百万计，而金额按原样采用。",
        "在文件中乘以该倍数，或导出整单位金额；若已是整单位，用 ignore 说明。",
    ),
    "amounts_in_two_currencies": (
        "所用金额列未标明货币，旁边另有一列以某一货币表示同样的金额，且两者不同：所用金额可能混有多种货币。",
        "改用标明货币的那一列，并写 currency: {value: 货币}；若所用列无误，用 ignore 说明另一列。",
    ),
    "amounts_may_be_cents": (
        "金额看起来以分为单位：所有价值可能放大一百倍。",
        "若以分为单位，在 transactions 的映射中写 divide_by: 100；若不是，写 divide_by: 1，"
        "或将 reporting_currency 设为没有分的货币。",
    ),
    "amounts_not_read": (
        "带千位分隔符等写法的金额无法识别而被剔除：大额订单可能缺失。",
        '在映射中写 decimal_mark: "."（1,234.50）或 ","（1.234,50），或改正金额；ltv init 会找出所用的符号。',
    ),
    "amounts_of_one_piece": (
        "金额看似单价，且有未使用的数量列：收入可能偏低。",
        "在 transactions 映射的 columns 下写 amount: {product: [单价, 数量]}；"
        "若金额已是全部件数之和，写 ignore: [数量列]。",
    ),
    "cents_of_another_size": (
        "金额按百分之一单位换算，而该货币没有百分位（或以千分之一计）：换算有误。",
        "为这些货币另写一份映射（keep 该货币，不写 divide_by 或写 divide_by: 1000），并在原映射中 drop；"
        "若确以百分之一计，用 ignore 说明。",
    ),
    "channels_do_not_meet": (
        "该渠道有支出，但没有任何购买者属于它：其客户看似没有成本。",
        "若只是名称不同的同一渠道，用变量 channel_aliases 说明。",
    ),
    "channels_in_one_value": (
        "该渠道（或接触记录）的值是多个渠道的列表，被当作一个单独的渠道。",
        "为每位客户指定一个渠道（如首次接触），或用变量 channel_aliases 说明；接触记录每次接触一行。",
    ),
    "channels_look_alike": (
        "渠道名称仅写法不同：可能是同一渠道。",
        "若是同一渠道，用变量 channel_aliases 说明。",
    ),
    "converted_twice": (
        "列名表明金额已是报告货币，却又按旁边的订单货币换算了一次。",
        "在映射的 columns 下写 currency: {value: 报告货币}；若金额确为旁边的货币，用 ignore 说明。",
    ),
    "costs_without_channel": (
        "其他成本属于一个既无支出也无客户的渠道：它不计入其他渠道的全成本 CAC。",
        "若只是名称不同的同一渠道，用变量 channel_aliases 说明；各渠道共同的成本不要填写渠道。",
    ),
    "currencies_added_up": (
        "不同货币的金额被直接相加。",
        "设置变量 reporting_currency，并提供 exchange_rates（currency、valid_from、rate）。",
    ),
    "customers_are_names": (
        "客户以姓名区分：同名者被合并，写法不同者被拆开。",
        "在映射中指明客户编号或电子邮箱所在的列（columns 下的 customer_id）。",
    ),
    "customers_in_one_value": (
        "客户编号是多个编号的列表，其中有的另有订单：每个列表被计为一位买家。",
        "每个订单只导出一位客户（付款人）。",
    ),
    "customers_merged": (
        "某列表明这些客户已并入其他客户，而各自仍有订单：同一人被计为多位买家。",
        "在订单中改写为保留的客户编号，或以该列作为 customer_id；若该列另有含义，用 ignore 说明。",
    ),
    "customers_never_return": (
        "没有任何客户购买过两次：客户编号可能随每个订单而变，回头客无法识别，其价值偏低。",
        "在映射的 columns 下以能识别个人的列（如电子邮箱）作为 customer_id；若确实无人回购，用 ignore 说明。",
    ),
    "customers_in_several_stores": (
        "一家门店的多数客户与另一家门店的客户编号相同：若各店自行编号，他们是不同的人，却被计为同一位回头客。",
        "以能区分所有门店客户的列（如电子邮箱）作为 customer_id，或用 keep 逐店构建；若确为同一批人，用 ignore 说明。",
    ),
    "customers_told_twice": (
        "同一电子邮箱对应两个客户编号（例如客户获得了新编号）：一个人被算作两位买家。",
        "让订单与客户始终使用同一编号，例如电子邮箱；若确为不同的人，在 ignore 中写明该列。",
    ),
    "orders_of_part_of_window": (
        "窗口期内部分支出发生在已知首个订单之前很久（例如订单导出缺少较早的部分）：获客成本偏高，投资回报偏低。",
        "从首个支出日起导出全部订单，或缩短 spend_window_days；若此前确无销售，在 ignore 中写明该列。",
    ),
    "spend_changes_unit": (
        "自某日起，这些渠道的支出是此前的五十倍以上或五十分之一以下，且再未恢复（例如改为分、微单位或其他货币）。",
        "若单位改变，为其中一部分另写映射并设 divide_by: 100 或 1000000；若支出确实改变，在 ignore 中写明该列。",
    ),
    "customers_not_real": (
        "某列表明这些买家是测试、员工等账户，其订单仍被计入。",
        "在 transactions 的映射中将其编号列入 guest_ids；若确为客户，用 ignore 说明。",
    ),
    "days_are_missing": (
        "几乎每天都有记录，却有数周全无：可能缺少某个月的文件。",
        "检查是否漏了导出文件；若确实没有，用 ignore 说明。",
    ),
    "days_of_another_zone": (
        "所有时间都是傍晚的同一时刻，或相差一小时的两个时刻：日期可能按东面某时区的零点写成，因此落在前一天。",
        "将变量 timezone 设为该时区，或导出不带时间的日期；若确实如此，用 ignore 说明。",
    ),
    "days_stand_apart": (
        "少数订单或支出的日期远离其他记录，或大量订单、获客集中在一天：日期可能不真实。",
        "改正这些日期，或在映射中用 drop 排除这些记录；若无误，用 ignore 说明。",
    ),
    "days_swapped": (
        "同一列中，ISO 写法的日期都不晚于每月 12 日，其他写法的都在 12 日之后："
        "电子表格把能当作月份的日当成了月，这些日期有误。",
        "重新导出，不要经过电子表格，或在其中将该列存为文本；若日期无误，用 ignore 说明。",
    ),
    "empty_window": (
        "窗口期内没有新客户或没有支出：无可比较。",
        "调整变量 spend_window_days。",
    ),
    "equal_spend_rows": (
        "许多支出记录的日期、渠道与金额相同：部分支出可能被重复加载。",
        "若某些日子被加载了两次，只加载一次；若是费用相同的不同广告，则无需处理。",
    ),
    "costs_read_once": (
        "某来源的每一行费用都出现多次：视为被重复加载，每行只计一次。",
        "若确为金额相同的不同费用，请增加能区分它们的列（例如广告系列）；若被加载了两次，只加载一次。",
    ),
    "spend_loaded_again": (
        "某些渠道的日子被加载了多次，每次费用几乎相同，并全部计入。",
        "在映射中用 newest 只取最后一次加载的版本；若确为多笔费用，用 ignore 说明。",
    ),
    "experiments_not_used": (
        "已声明的实验没有对应渠道或日期的支出：预算建议未使用它。",
        "按 ad_spend 中的写法填写渠道，或用 channel_aliases 说明；若日期有误，请改正或补上这些日子的支出。",
    ),
    "file_left_out": (
        "映射的 keep 排除了某个文件的全部记录：它可能使用了其他用词。",
        "对照该文件检查映射中的 keep；若确不应计入，从映射中去掉该文件。",
    ),
    "files_not_read": (
        "文件夹中的某个文件或模式中的某张表未被使用，或依据假定使用。",
        "按所述处理；不需要的可以移走。",
    ),
    "free_orders": (
        "许多订单金额为零，并计为购买：赠品、试用和换货使人看似回购。",
        "若不算购买，设置变量 count_free_orders: false；若算，用 ignore 说明。",
    ),
    "future_costs": (
        "这些费用的日期晚于运行当天，或远晚于所有订单，已被搁置：其所购买的客户显得过于便宜。",
        "改正日期；若是计划费用，请将其排除。",
    ),
    "future_orders": (
        "订单日期晚于运行日或远离其他订单：已搁置。",
        "改正日期；若无误，将变量 observation_end 设为应计入的最后一天。",
    ),
    "guest_account": (
        "某位客户的订单占比过大：可能是多人共用的账户。",
        "若它代表访客，在 transactions 的映射中写 guest_ids: [该编号]，其订单将作为访客订单剔除。",
    ),
    "ids_cut_short": (
        "编号像是被电子表格截短或变成了日期：不同的编号可能变成同一个。",
        "重新导出，不要经过电子表格，或将编号列存为文本。",
    ),
    "ids_do_not_meet": (
        "大多数购买者不在客户名单中：其渠道未知。",
        "比较两个输入中编号的写法（前缀、前导零、另一种编号）。",
    ),
    "ids_look_alike": (
        "客户编号仅大小写、前导零、空格、引号或全角半角不同：同一客户可能被当作多位。",
        "在所有导出中以同一写法书写客户编号（电子表格打开文件会丢失前导零）。",
    ),
    "ids_of_two_kinds": (
        "部分客户以电子邮箱区分，其余以其他编号区分：同一人可能被计为两位买家。",
        "以所有订单都有的列作为 customer_id，或随每个订单导出邮箱；若确为不同的人，用 ignore 说明。",
    ),
    "ids_used_again": (
        "同一订单编号属于不同客户：每年或每家店重新编号时，后来的订单未被计入。",
        "在映射的 columns 下让编号各不相同，例如 transaction_id: {together: [门店, 订单号]}。",
    ),
    "index_has_gaps": (
        "日历指数在许多日子没有数值：这些日子按其均值计，指数因此较少被采用。",
        "为每一天写一行；按周或按月的指数，其每一天写同一数值。",
    ),
    "left_censored": (
        "数据开头的许多“新”客户很可能是老客户：已从估计与平均值中排除（left_censored: keep 时则被当作新客户）。",
        "导出更早的订单；若店铺开业后新客户越来越少，或文件有意只含一批客户，设 left_censored: keep。",
    ),
    "left_out_in_another_file": (
        "在一个文件中被排除的订单仍出现在另一个文件中。",
        "将全部时间重新导出为一个文件，或每段时间只保留最新的文件。",
    ),
    "margin_left_at_one": (
        "未设置毛利率：客户价值为收入而非利润，投资回报偏高。",
        "将变量 gross_margin 设为收入中留存的比例，例如 0.45。",
    ),
    "money_not_subtracted": (
        "退款、未付款、折扣、税费或小费一列未被使用：收入（或费用）可能偏高。",
        "在该输入的映射中写 subtract: [该列]；若金额已扣除，写 ignore: [该列]。",
    ),
    "much_rejected": (
        "被剔除的记录或金额过多：其内容不在任何数字之中。",
        "查看 rejected_rows；rejection_reasons 说明每种原因的处理办法。若无法再改，调高变量 rejected_share_warning。",
    ),
    "one_order_dominates": (
        "单个订单占全部收入的四分之一以上。",
        "检查是否笔误或并非销售，用 drop 排除；若无误，用 ignore 说明。",
    ),
    "order_totals_on_lines": (
        "订单总额看似在每一行重复：可能被多次相加。",
        "在映射中指明每行金额的列，或设 transaction_grain: order（每个订单只计一次）。",
    ),
    "orders_in_two_files": (
        "两个文件包含相同的订单：可能被重复计算。",
        "只保留其中一个文件。",
    ),
    "orders_not_daily": (
        "所有订单都在每月一日或同一星期几：可能是按期汇总，而非单个订单。",
        "导出带下单日期的单个订单；若确实如此，用 ignore 说明。",
    ),
    "orders_told_twice": (
        "许多订单与另一订单的客户、时间和金额相同而编号不同：可能被导入两次，收入被重复计算。",
        "每个订单只导出一次，或以两行共有的列作为 transaction_id；若客户确实如此购买，用 ignore 说明。",
    ),
    "points_may_be_thousands": (
        "金额中的小数点可能是千位分隔符。",
        '若 1.234 表示一千多，在映射中写 decimal_mark: ","；若表示一点几，写 decimal_mark: "."。',
    ),
    "prices_of_all_pieces": (
        "金额为单价乘以数量，但该价格似乎已是全部件数之和：收入偏高。",
        "在 transactions 映射的 columns 下直接以价格列作为 amount；若确为单价，用 ignore 说明。",
    ),
    "purchases_on_a_schedule": (
        "客户按固定周期购买（如订阅）：以随机时间购买为前提的模型会把已离开的客户当作仍在购买，总量曾偏差多达一半。",
        "设置变量 purchase_model: bg_bb 与 opportunity_days（周期的天数）；或指明 auto 以外的 purchase_model。",
    ),
    "rates_are_old": (
        "最新汇率已过时很久：之后的金额仍按它换算。",
        "在 exchange_rates 中补充更新的汇率；若汇率仍然有效，以新的 valid_from 再写一次。",
    ),
    "rates_jump": (
        "某货币的汇率突然变为五倍以上或五分之一以下：可能有误。",
        "改正 exchange_rates 中当日的汇率；若确实如此则无需处理。",
    ),
    "rates_may_be_inverted": (
        "汇率可能写反了。",
        "汇率是一单位该货币值多少报告货币。若无误则无需处理。",
    ),
    "rates_of_another_base": (
        "汇率是对另一种货币而非报告货币的：金额被换算成那种货币后与报告货币的金额相加。",
        "提供一单位各货币值多少报告货币的汇率，或将 reporting_currency 设为汇率为 1 的货币。",
    ),
    "rates_of_many_units": (
        "汇率是多个单位（如 100 日元）的，而该列未被使用：换算金额过高。",
        "提供一个单位的汇率；若已是一个单位的汇率，用 ignore 说明。",
    ),
    "rates_of_other_pairs": (
        "部分汇率并非该货币与报告货币之间的汇率，却按此换算。",
        "在 exchange_rates 的映射中用 keep 只保留报告货币的行；若该列另有含义，用 ignore 说明。",
    ),
    "refunds_above_zero": (
        "这些行按编号或某列属于先前的销售，而金额为正：退款可能被计为销售。",
        "若为退款，为其另写一份映射（keep 与 negate: true），并在原映射中 drop；若为销售，用 ignore 说明。",
    ),
    "refunds_counted_twice": (
        "退款被扣了两次：其销售已被筛选排除，或该金额已被减去。",
        "让这些销售计入，或排除退款记录；退款列与退款记录只用其一。",
    ),
    "refunds_exceed_sales": (
        "这些客户收到的退款多于其付款：其销售缺失，或退款重复。",
        "一并导出被退款的销售（更早的，或同一编号下的），或每笔退款只导出一次；若属实，用 ignore 说明。",
    ),
    "refunds_without_customer": (
        "多数退款没有客户编号而被剔除：已退的钱仍计为收入。",
        "导出退款时带上原订单的客户，或作为原订单的一列并写 subtract: [该列]。",
    ),
    "signs_in_a_column": (
        "某列说明资金的方向（借贷、收支），而金额没有符号：退回的钱可能被计为销售。",
        "为退回的行另写一份映射（keep 与 negate: true），并在原映射中 drop；若都是销售，用 ignore 说明。",
    ),
    "signs_turned": (
        "金额的正负号可能相反。",
        "若文件以负号表示销售或费用，在映射中写 negate: true。",
    ),
    "some_amounts_in_cents": (
        "部分金额为整数，且约为其余带小数金额的一百倍：可能以分为单位。",
        "若以分为单位，为这些行另写一份映射并写 divide_by: 100；若无误，写 divide_by: 1。",
    ),
    "spend_adds_up": (
        "支出像是累计值：之前的支出每天被重复计算。",
        "导出每天的费用；若支出确实如此上升，用 ignore 说明。",
    ),
    "spend_among_costs": (
        "其他成本与同月广告支出相同：全成本 CAC 重复计算。",
        "从 overhead_costs 中去掉这些行，或在其映射中 drop。",
    ),
    "spend_counted_twice": (
        "两个文件包含相同的支出：被重复计算。",
        "若一个文件包含另一个的全部日期，只保留它；若只有部分日期重叠，用一个映射读取两者并写 newest。",
    ),
    "spend_levels_added_up": (
        "同一文件在两个层级（如广告系列与广告）列出同一笔支出：被计算两次。",
        "在 ad_spend 的映射中只保留一个层级；若两者都是真实支出，用 ignore 说明。",
    ),
    "spend_not_daily": (
        "支出不是按天记录，而被记在单独的日子上。",
        "导出每天的支出，或将每行分摊到各天；若本应如此，用 ignore 说明。",
    ),
    "spend_of_part_of_window": (
        "这些渠道的成本只涵盖支出窗口的一部分，而整个窗口内的客户都被计入：CAC 过低。",
        "导出整个窗口的成本，或按提示设置 spend_window_days 或 observation_end；若前后确无支出，用 ignore 说明。",
    ),
    "spend_totals_among_rows": (
        "支出记录中混有合计行：被重复计算。",
        "在 ad_spend（或 overhead_costs）的映射中排除合计行，例如 drop: {channel: [All channels]}。",
    ),
    "status_not_used": (
        "状态（取消、退款、测试、已删除等）未被筛选：这些记录被计入。",
        "在映射中用 drop 或 keep 排除它们；若确应计入，用 ignore 说明。",
    ),
    "status_unclear": (
        "订单状态列含有数字、含义因系统而异或无法识别的词，且未被使用：全部计为销售。",
        "在 transactions 的映射中用 keep 或 drop 写明哪些计入；若全部计入，用 ignore 说明。",
    ),
    "times_may_be_local": (
        "订单时间可能已是当地时间，或只是写成零点的日期：再按时区换算会把订单移到错误的日期。",
        "将 timezone 留为 UTC（按所写时间计），或导出带时差的时间；若人们确实在夜间购买，用 ignore 说明。",
    ),
    "touchpoints_not_used": (
        "几乎没有购买者在首次购买之前有接触记录：归因没有依据。",
        "检查两个输入的客户编号写法是否一致，以及接触记录是否早于购买。",
    ),
    "versions_not_used": (
        "同一记录存在多个版本，而映射未说明以最新者为准：早期版本被计入，或各版本被重复计算。",
        "在映射中写 newest: {of: [识别记录的列], by: 更新时间列}；若并非版本，用 ignore 说明。",
    ),
}
