complaint-report-title = 📋 投诉{ $kind ->
    [month] 月报
   *[week] 周报
 } { $period } · { $place }
complaint-report-nothing = 这段时间没有投诉，也没有到期的承诺。
complaint-report-total = 投诉 { $n } 件（上期 { $before } 件，{ $change }）
complaint-report-beside = ，另有{ $list }
complaint-report-advice = 咨询 { $n } 件
complaint-report-withdrawn = 撤回 { $n } 件
complaint-report-satisfaction = { $isMet ->
    [yes] ✅
   *[no] ⚠️
 } 满意度 { $share }%（回访 { $rated } 件，满意 { $satisfied } 件），目标 { $goal }%
complaint-report-unrated = 满意度：还没有回访结果，目标 { $goal }%
complaint-report-count = { $name } { $n }（{ $change }）
complaint-report-comma = 、
complaint-report-dot = {" "}·{" "}
complaint-report-more = 另有 { $n } 项
complaint-report-categories = 类别：{ $list }
complaint-report-causes = 原因：{ $list }
complaint-report-no-cause = 未定
complaint-report-repeats = 重复投诉 { $n } 户：{ $list }
complaint-report-repeat = 「{ $shop }」{ $n } 件
complaint-report-promises = 本期到期的承诺：
complaint-report-promise = · { $name }：{ $share ->
    [none] {""}
   *[other] 按时 { $share }%，
 }{ $keeping }
complaint-report-none-due = 没有到期的
complaint-report-outcome = { $outcome ->
    [kept] 按时
    [kept_late] 迟到
    [breached] 超时未办
    [waived] 免除
   *[open] 未到期
 } { $n }
complaint-report-median = ，用时中位数 { $time }
complaint-report-time = { $hours ->
    [0] { $minutes } 分钟
   *[other] { $hours } 小时 { $minutes } 分
 }
complaint-report-people = 各人（迟到、超时多的在前）：
complaint-report-person = · { $name }：{ $keeping }
complaint-report-districts = 各区：
complaint-report-district = · { $name }：投诉 { $n } 件{ $share ->
    [none] {""}
   *[other] ，满意 { $share }%
 }{ $kept ->
    [none] {""}
   *[other] ，承诺按时 { $kept }%
 }
complaint-report-worst = 超时最久（按工作时间）：
complaint-report-late = · { $number }「{ $shop }」{ $promise }{ $isOpen ->
    [yes] {""}已超
   *[no] {""}迟了
 } { $time }
complaint-report-measures = 改进措施：
complaint-report-measure = · { $cause }：{ $text }（{ $place ->
    [none] {""}
   *[other] { $place }，
 }{ $by }，{ $at }）

complaint-report-button = 投诉 { $period }
complaint-report-turn = { $way ->
    [back] ← { $period }
   *[on] { $period } →
 }
complaint-report-chart = 🖼 图表
complaint-report-csv = 📄 明细
complaint-report-note = ✍️ 写改进措施
complaint-report-not-yours = 投诉报表由市场经理、管理员和在线客服查看。您可以发 /tasks 看自己的任务。
complaint-report-lead-only = 改进措施由市场经理或管理员填写。有建议请告诉您区的市场经理。
complaint-report-period-unknown = 看不懂“{ $text }”。请写：本周、上周、本月、上月，或月份（2026-11）。
complaint-report-no-chart = 这段时间没有数据，画不出图表。请看别的周或月。
complaint-report-csv-nothing = 这段时间没有投诉，没有明细可导出。请看别的周或月。
complaint-report-csv-caption = 投诉明细 { $rows } 件，{ $at } 的数据。里面有店铺名称，请勿转发。
complaint-report-csv-file = 投诉明细
complaint-report-csv-column = { $column ->
    [number] 编号
    [filed] 提交时间
    [closed] 办结时间
    [district] 区
    [route] 线路
    [licence] 许可证号
    [shop] 店铺
    [category] 类别
    [cause] 原因
    [state] 状态
   *[satisfaction] 满意度
 }
complaint-report-csv-promise = { $promise }{ $column ->
    [outcome] 结果
    [due] 到期
    [ended] 完成
    [minutes] 用时（工作分钟）
   *[owner] 责任人
 }
complaint-report-csv-outcome = { $outcome ->
    [kept] 按时
    [kept_late] 迟到
    [breached] 超时未办
    [waived] 免除
   *[open] 未到期
 }
complaint-report-measure-which = 措施针对哪个原因？（{ $period } · { $place }）
complaint-report-measure-ask = 请发一句话，写清怎么改、谁负责、什么时候完成（{ $max } 字以内）。原因：{ $cause }，{ $period }。
complaint-report-measure-words = 请用文字写措施，{ $max } 字以内。不写了请点“取消”。
complaint-report-measure-noted = ✅ 已记下“{ $cause }”的改进措施，会写进 { $period } 的投诉报表。
complaint-report-measure-cancel = 取消
complaint-report-measure-cancelled = 没有记。要写时再点“写改进措施”。

complaint-chart-cases = 投诉件数（按类别）
complaint-chart-now = 本期
complaint-chart-before = 上期
complaint-chart-promises = 本期到期的承诺（件）
complaint-chart-satisfaction = 满意度（%），虚线为目标 { $goal }%
complaint-chart-empty = 没有数据
