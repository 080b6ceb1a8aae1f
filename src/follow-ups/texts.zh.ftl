follow-up-shop = { $shop }（{ $route }）
follow-up-separator = {"　"}
follow-up-nobody = 未指定
follow-up-office = 公司
follow-up-show = 查看

follow-up-list-new =
    📉 { $count } 户连续两个订货时段没有订货
    请联系店主了解原因，点店名记录结果：
follow-up-list-overdue = ⚠️ { $count } 项跟进任务超时，还没有记录结果：
follow-up-list-mine = 📉 没有订货的店铺，待跟进 { $count } 户，最急的在前：
follow-up-list-done = ✅ 没有待跟进的店铺。
follow-up-line = · { $shop }：{ $due } 前
follow-up-line-late = ⚠️ { $shop }：应于 { $due } 前，已超时
follow-up-line-overdue = · { $shop }：应于 { $due } 前，责任人{ $owner }
follow-up-line-ended = ✅ { $shop }：{ $state ->
    [done] 已记录
   *[void] 不用再跟进
}
follow-up-page = 第 { $page } 页，共 { $pages } 页
follow-up-earlier = ◀ 上一页
follow-up-further = 下一页 ▶
follow-up-all = 全部 { $count } 户

follow-up-card-shop = 📉 { $name }
follow-up-card-facts = 许可证 { $licence }{ $tier ->
    [none] { "" }
   *[other] { " " }· { $tier }
}{ $contact ->
    [none] { "" }
   *[other] { " " }· 联系人 { $contact }
}
follow-up-card-phone = ☎️ { $phone }
follow-up-card-due = 连续两个订货时段没有订货，请在 { $due } 前了解原因。
follow-up-card-late = ⚠️ 连续两个订货时段没有订货，应于 { $due } 前了解原因，已超时。
follow-up-card-again = ✅ 这家店已于 { $at } 恢复订货。
follow-up-card-postponed =
    { $due }
    已延期 { $count } 次：{ $reason }
follow-up-windows = 最近 { $count } 个订货时段：{ $marks }
follow-up-windows-none = 还没有已截止的订货时段。
follow-up-window = { $ordered ->
    [yes] ✓
   *[no] ✗
} { $date }
follow-up-last-order = 上次订货：{ $at }，{ $cartons } 条
follow-up-last-order-none = 没有订货记录。
follow-up-answers = 对提醒的回答：{ $answers }
follow-up-answer = { $date } { $answer }{ $reason ->
    [none] { "" }
   *[other] （{ $reason }）
}
follow-up-answer-name = { $answer ->
    [said_ordered] 我已订货
   *[not_now] 本次不订
}
follow-up-call = 最近一次电话：{ $date } { $outcome }{ $reason ->
    [none] { "" }
   *[other] （{ $reason }）
}
follow-up-complaints = 处理中的投诉和咨询：{ $count } 件
follow-up-card-void = 不用再跟进：订单后来报到了，或者这家店已不在订货。
follow-up-card-done = ✅ { $by }已于 { $at } 记录：
follow-up-card-result = { $cause ->
    [none] { "" }
   *[other] 原因：{ $cause }；
}措施：{ $action }
follow-up-card-note = 备注：{ $note }
follow-up-next-closed_shop = 10 分钟内不更改，就通知管理员核实并更新名册。
follow-up-next-changed_cycle = 10 分钟内不更改，就通知订单部调整订货周期。

follow-up-cause = { $cause ->
    [stock] 库存够
    [money] 资金紧
    [price] 价格问题
    [supply] 货源不合适
    [holiday] 歇业休息
   *[other] 其他
}
follow-up-action = { $action ->
    [talked] 已沟通
    [changed_cycle] 要调整订货周期
    [closed_shop] 店铺已停业
    [ordered_again] 已恢复订货
   *[other] 其他措施
}
follow-up-ask-cause = 为什么没有订货？
follow-up-ask-action =
    { $shop }
    原因：{ $cause }。您采取了什么措施？
follow-up-ask-note =
    { $shop }
    { $action ->
        [changed_cycle] 希望改成哪几天订货？请发给我，订单部会看到。
        [closed_shop] 什么时候停业、是否暂时？请发给我，管理员会看到。
       *[other] 要补充一句吗？请直接发给我。
    }
follow-up-skip = 不用补充
follow-up-number = 显示号码
follow-up-again = ✅ 已恢复订货，结束任务
follow-up-change = 更改
follow-up-back = ‹ 返回
follow-up-words-only = 请用文字告诉我。
follow-up-postpone = 延期
follow-up-ask-days =
    { $shop }
    现在的期限是 { $due }。要延期几个工作日？
follow-up-days = { $days } 个工作日
follow-up-ask-reason =
    { $shop }
    延期 { $days } 个工作日。请写下原因发给我，市场经理会看到。

follow-up-postponed-told =
    ⏳ 跟进任务延期到 { $due }：{ $shop }，客户经理{ $manager }，第 { $count } 次
    原因：{ $reason }
follow-up-told-closed_shop =
    🏪 { $by }反映「{ $shop }」已停业，许可证 { $licence }
    { $note ->
        [none] 没有备注。
       *[other] 备注：{ $note }
    }
    请核实后在名册里改状态，发 /import 导入。
follow-up-told-changed_cycle =
    📅 { $by }反映「{ $shop }」希望调整订货周期，许可证 { $licence }
    { $note ->
        [none] 没有备注。
       *[other] 备注：{ $note }
    }
    请在订货日历里为这家店设周期，由管理员用 /import 导入。

follow-up-refused-not_found = 没有找到这项任务。您的待办请发 /tasks。
follow-up-refused-not_yours = 这家店现在不由您负责：由这条线路的客户经理和区市场经理跟进。
follow-up-refused-done = 这项任务已由{ $by }在 { $at } 记录。
follow-up-refused-void = 这项任务不用再跟进：订单后来报到了，或者这家店已不在订货。
follow-up-refused-not_ordered = 公司还没有收到这家店的新订单。请先选没有订货的原因。
follow-up-refused-late = 已到期，不能再延期。请直接记录结果。
follow-up-refused-often = 已延期 { $times } 次，不能再延。请直接记录结果。
follow-up-refused-empty = 没有看到内容，请写几个字。
follow-up-refused-too_long = 太长了，没有记下。请不超过 { $signs } 字，再发一次。
follow-up-refused-change_late = 已超过 10 分钟，不能更改。需要更正请联系管理员。
