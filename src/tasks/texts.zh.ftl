task-separator = { " · " }
task-none = { $view ->
    [today] 今天没有到期的待办。
    [overdue] 没有超时的待办。
    [route] 今天没有要上门的店铺。
   *[other] 目前没有待办。
}
task-head = { $view ->
    [today] 今天要办 { $total } 项，最急的在前：
    [overdue] 已超时 { $total } 项：
    [route] 🏠 今天上门 { $total } 户，按路线：
    [all] 未完成 { $total } 项，最急的在前：
   *[mine] 待办 { $total } 项，最急的在前：
}
task-item = { $mark }{ $no }. { $number } { $name } · { $shop }
task-stop = { $mark }{ $no }. { $at ->
    [none] { "" }
   *[other] { $at }{ " " }
}{ $shop }（{ $route }）{ $address ->
    [none] { "" }
   *[other] { " · " }{ $address }
}
task-due = { $due } 前
task-late = 应于{ $due } 前，已超时
task-next = { $due } 再次回访
task-paused = { $at ->
    [none] 等客户答复，暂停计时
   *[other] 等客户答复，{ $at } 起继续计时
}
task-planned = 计划{ $at }
task-owner = { $owner }负责
task-page = 第 { $page } / { $pages } 页
task-earlier = ‹ 上页
task-further = 下页 ›
task-view-mine = 我的 { $count }
task-view-today = 今天 { $count }
task-view-overdue = 超时 { $count }
task-view-route = 路线 { $count }
task-view-all = { $area ->
    [company] 全部 { $count }
   *[district] 本区 { $count }
}
task-view-current = ✓ { $view }
task-button-open = { $no }. { $name }
task-button-visited = { $no }. 填结果
task-button-more = 推迟 / 转交
task-state = { $mark }{ $name }：{ $state }
task-do = 去处理
task-plan = 约上门时间
task-postpone = 推迟
task-hand = 转交
task-back = ‹ 返回
task-gone = 这项任务已经办完，或不再由您负责。请发 /tasks 看最新的待办。

task-postpone-ask = { $number } { $name }：推迟到什么时候办？
    承诺的期限不变：{ $due } 前。
task-postpone-words = 其他时间
task-postpone-when = 请发来打算办理的时间，例如“明天 9点”或“周五下午3点”，最多推迟 14 天。
task-postpone-unreadable = 没有看懂这个时间。请写上日期和钟点，例如“明天 9点”或“周五下午3点”。
task-postpone-why = 打算{ $at } 办理。请用一句话写下推迟的原因，会记在投诉单里。
task-postpone-words-only = 请用文字说明。
task-postponed = ✅ 已记下：{ $number } { $name }计划{ $at } 办理。
    承诺的期限不变：{ $due } 前{ $late ->
        [yes] （已超时）
       *[no] { "" }
    }。
task-postpone-kept = 好，不推迟。这项任务还在待办里：/tasks
task-postpone-door = 上门的时间要告诉客户。请点下面的按钮约时间，系统会通知客户。
complaint-refused-postpone_ended = 这项承诺已经结束，不用再推迟。请发 /tasks 看最新的待办。
complaint-refused-postpone_past = 这个时间已经过去了。请换一个以后的时间。
complaint-refused-postpone_far = 最多推迟 14 天。时间更长的，请转交或告诉市场经理。

task-morning-head = ⏰ 今天的待办：超时 { $overdue } 项，今天 { $today } 项，以后 { $later } 项
task-morning-more = 另有 { $count } 项，请点下面的按钮查看。
task-morning-follow-ups = 📉 没有订货的店铺，待跟进 { $count } 户：/tasks
task-morning-watched = 您负责的范围内共超时 { $count } 项。
