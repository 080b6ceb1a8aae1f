outcome-title = 📊 { $kind ->
    [district] { $place }：
   *[own] {""}
 }{ $cutoff } 截止的订货结果
outcome-title-corrected = 📊 { $kind ->
    [district] { $place }：
   *[own] {""}
 }{ $cutoff } 截止的订货结果（更正，以这份为准）
outcome-as-of = ⚠️ 订单数据只到{ $time }，之后的订单没有计入。
outcome-no-feed = ⚠️ 还没有收到过公司的订单数据，下面的数字不能当真。
outcome-route = { $route } 线路
outcome-single = 单独订货周期的店铺
outcome-total = 合计
outcome-ordered = { $owner }：{ $shops } 户订了 { $ordered } 户（{ $share }%）
outcome-against = ，比上个{ $weekday }{ $way ->
    [up] 高 { $points } 个百分点 ▲
    [down] 低 { $points } 个百分点 ▼
   *[same] 持平
 }
outcome-change = { $way ->
    [up] ▲{ $points }
    [down] ▼{ $points }
   *[same] ＝
 }
outcome-reminded = 提醒 { $reminded }，提醒后订货 { $after }（{ $share }%，中位数 { $median } 分钟）
outcome-reminded-none = 提醒 { $reminded }，提醒后没有订货的
outcome-missing = 未订 { $missing }：{ $reasons }
outcome-reason = { $reason ->
    [stock] 库存够
    [money] 资金紧
    [price] 价格
    [supply] 货源
    [holiday] 放假歇业
   *[other] 其他原因
 } { $n }
outcome-reason-name = { $reason ->
    [stock] 库存够
    [money] 资金紧
    [price] 价格
    [supply] 货源
    [holiday] 放假歇业
   *[other] 其他原因
 }
outcome-said = 说已订但没有订单 { $n }
outcome-silent = 未说明 { $n }
outcome-shop = 「{ $shop }」
outcome-shop-comma = {""}
outcome-shops-more = { $list }等 { $n } 户
outcome-unreachable = 聊天联系不上 { $n }
outcome-muted = 自己关了提醒 { $n }
outcome-line = { $owner } { $ordered }/{ $shops }（{ $share }%）
outcome-line-reminded = 提醒 { $reminded } 订 { $after }
outcome-more = 另有 { $n } 条，见明细

trend-title = 📈 订货周报 { $period } · { $place }
trend-ordered = 共 { $shops } 户次，订货 { $ordered } 户次（{ $share }%）
trend-against = ，比前一周{ $way ->
    [up] 高 { $points } 个百分点 ▲
    [down] 低 { $points } 个百分点 ▼
   *[same] 持平
 }
trend-weeks = 各线路订货率，最近 { $n } 周：
trend-line = { $owner } { $share }%
trend-spark = { $sign }{ $from }%起
trend-spark-below = { $sign }不到 { $below }%
trend-left-out = 有 { $n } 个订货时段遇到系统故障，没有计入
trend-never = 整周没有订货的店铺 { $n } 户：
trend-shop = { $route }「{ $shop }」

report-choose = 📊 要看哪一份？也可以发 /report orders 加日期，例如 /report orders 2026-11-23。
report-orders-button = 订货 { $period }
report-private = 报表里有店铺名称，只在私聊里看：请打开和我的私聊，发 /report。
report-unknown = 没有“{ $text }”这份报表。发 /report 看有哪些。
report-period-unknown = 看不懂“{ $text }”。请写：本周、上周、今天、昨天，或日期（2026-11-23）。
report-button-unknown = 这个按钮已经失效。请重新发 /report。
report-place-all = 全公司
report-place-own = 我的线路
report-day-title = 📊 { $period }的订货结果 · { $place }
report-none = { $period }还没有订货结果。截止 15 分钟后、订单数据到齐了才统计。
report-open = 另有 { $n } 个订货时段还没有结果。
report-turn = { $way ->
    [back] ‹ { $period }
   *[on] { $period } ›
 }
report-csv = 明细 CSV
report-csv-nothing = 这里没有可导出的结果：订货时段取消或改了时间，或者不再由您负责。发 /report 看最新的。
report-csv-caption = 共 { $rows } 行，截至 { $at }
report-csv-file = 订货结果
report-csv-column = { $column ->
    [date] 订货日
    [cutoff] 截止时间
    [district] 区
    [route] 线路
    [licence] 许可证号
    [shop] 店铺
    [ordered_at] 订货时间
    [cartons] 条数
    [reminded_at] 提醒时间
    [minutes] 提醒后几分钟订货
    [answer] 答复
    [reason] 原因
    [call] 电话联系
    [reach] 聊天能否联系
    [shops] 户数
    [ordered] 已订
    [share] 订货率%
    [reminded] 提醒
    [ordered_after] 提醒后订货
    [median] 中位分钟数
    [missing] 未订
    [said] 说已订但没有订单
    [unreachable] 聊天联系不上
    [muted] 关了提醒
   *[data_until] 订单数据截至
 }
report-csv-answer = { $answer ->
    [said_ordered] 说已订
   *[not_now] 本次不订
 }
report-csv-reach = { $reach ->
    [yes] 能
    [muted] 能，但关了提醒
   *[no] 不能
 }
