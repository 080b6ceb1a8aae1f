window-left-days-hours = { $days } 天 { $hours } 小时
window-left-days = { $days } 天
window-left-hours-minutes = { $hours } 小时 { $minutes } 分钟
window-left-hours = { $hours } 小时
window-left-minutes = { $minutes } 分钟
window-left-seconds = 不到 1 分钟
window-order-now = 去订货

reminder-title = ⏰ { $cutoff } 截止订货，还剩 { $left }
reminder-missing = 截至 { $time } 未收到{ $shops }的订单。如已订货请忽略。
reminder-no-feed = 今天还没有收到公司的订单数据，{ $shops }是否已订，请以订货系统为准。如已订货请忽略。
reminder-phone = 订货热线 { $phone }
reminder-route = { $route } 线路
reminder-shop-name = 「{ $shop }」
reminder-shop-comma = {""}
reminder-shops-more = { $list }等 { $count } 家店
reminder-said = 我已订货
reminder-help = 需要帮助

reminder-notice =
    ⏰ { $cutoff } 截止订货。{ $audience ->
        [route] 本线路
       *[district] { $route } 线路
    } { $shops } 户，截至 { $time } 已订 { $ordered } 户。还没订的店主请抓紧。
reminder-notice-no-feed =
    ⏰ { $cutoff } 截止订货。{ $audience ->
        [route] 本线路
       *[district] { $route } 线路
    } { $shops } 户，还没订的店主请抓紧。

holidays-missing =
    ⚠️ 还没有 { $year } 年的节假日资料。在补上之前，{ $year } 年的订货窗口和各项承诺的期限只按星期计算：法定假日当作工作日，调休上班的周末当作休息日。
    请用 HOLIDAYS_FILE 指定当年的日期表（date,kind），或更新同舟，然后重新启动。

# 订货日历
window-maintenance = 🔧 订货平台正在维护，{ $until } 恢复订货。
calendar-changed-title = 🗓 订货日历有变动，请转告相关店主：
calendar-changed-moved = · { $owner } { $day }订货：截止由 { $before } 改为 { $after }
calendar-changed-opens = · { $owner } { $day }订货：开始由 { $before } 改为 { $after }
calendar-changed-cancelled = · { $owner } { $day }：取消订货（原定 { $before } 截止）
calendar-changed-added = · { $owner } { $day }：新增订货，{ $after } 截止
calendar-changed-shifted = · { $owner } { $day }：代替节假日 { $usual }订货，{ $after } 截止
calendar-changed-more = ……另有 { $count } 项变动
calendar-changed-shop = { $shop }（{ $licence }）

# 节假日通知
holiday-notice-title = 📅 节假日订货安排
holiday-notice-more = 还有 { $count } 项变动，请发 /order 查看。
holiday-notice-route = 本线路
holiday-notice-moved = { $owners }原定 { $usual }订货，因节假日改到 { $day }，{ $cutoff } 截止。
holiday-notice-dropped = { $owners }原定 { $usual }订货，因节假日取消；下次订货 { $cutoff } 截止，请提前备货。
holiday-notice-dropped-open = { $owners }原定 { $usual }订货，因节假日取消；下次订货时间请问客户经理。

# The answers to a reminder
reminder-not-now = 本次不订
reminder-change = 更改
reminder-back = 返回
reminder-mute = 不再提醒我
reminder-unmute = 恢复提醒
reminder-reason = { $reason ->
    [stock] 库存还够
    [money] 资金周转
    [price] 价格原因
    [supply] 想要的货没有
    [holiday] 店里休息
   *[other] 其他原因
}
reminder-answered-title = ⏰ { $cutoff } 截止订货
reminder-you-said-ordered = 您说：{ $shops }已订货。记下了，是否成功请以订货系统为准。
reminder-you-said-not-now = 您说：{ $shops }本次不订（{ $reason }）。记下了，截止前改主意还可以订。
reminder-why = 您说：{ $shops }本次不订。记下了，方便说说原因吗？
reminder-other-said = 店里的{ $name } { $time } 说：{ $answer ->
    [said_ordered] 已订货
   *[not_now] 本次不订
}
reminder-muted = 🔕 以后不再给您发订货提醒。店里其他人照常收到。客户经理看得到，可能会打电话给您。想恢复，点下面或发 /settings。
reminder-ended-ordered = ✅ 公司已收到{ $shops }的订单，谢谢。
reminder-ended-closed = { $cutoff } 的订货已截止。下次什么时候订，点“{ $button }”看。
reminder-ended-cancelled = 原定 { $cutoff } 截止的这次订货已取消。下次什么时候订，点“{ $button }”看。
reminder-noted = 已记下
reminder-taken-back = 已撤回，请重新选择
reminder-tap-ordered = 公司已收到您的订单，谢谢。
reminder-tap-closed = 这次订货已经截止，没有记下。有疑问请点“需要帮助”。
reminder-tap-cancelled = 这次订货已经取消，没有记下。有疑问请点“需要帮助”。
reminder-tap-muted = 已关闭您的订货提醒
reminder-tap-unmuted = 已恢复您的订货提醒
reminder-not-yours = 这条提醒已不适用于您的店铺。订货安排请点“今日订货”看。
reminder-desk-line = 📦 点了订货提醒的“需要帮助”：{ $state ->
    [ordered] 公司已收到这次的订单（{ $cutoff } 截止）。
    [closed] { $cutoff } 已截止，没有订单。
    [cancelled] 原定 { $cutoff } 截止的订货已取消。
   *[open] { $cutoff } 截止，还剩 { $left }，还没有订单。请帮客户自己下单，不要代订。
}
reminder-notice-few = ⏰ { $cutoff } 截止订货{ $audience ->
    [route] {""}
   *[district] （{ $route } 线路）
}。还没订的店主请抓紧。

# The order feed before a cutoff
feed-silent-title = ⚠️ { $since } 以后没有收到公司的订单数据，已超过 { $allowed }，比平时久。
feed-silent-routes =
    { $time } 起给 { $routes }{ $more ->
        [0] {""}
       *[other] { " " }等（另有 { $more } 条线路）
    } 发订货提醒：照常发，会注明数据截至什么时候；这之后订了货的店也会收到。
feed-silent-todo-admin = 请检查订货系统到同舟的接口；一时恢复不了，可用 /import 导入最新订单。
feed-silent-todo-orders = 请确认订货系统是否正常、订单是否还在导出；恢复后我会告诉您。
feed-silent-todo-manager = 打电话催订前，请先在订货系统里核对。恢复后我会告诉您。
feed-back = ✅ { $time } 又收到了公司的订单数据。之后的提醒和名单按新数据。
feed-back-since = ✅ { $time } 又收到了公司的订单数据（{ $since } 起中断）。之后的提醒和名单按新数据。

# 手工改动订货截止时间（/cutoff）
cutoff-reason = { $reason ->
    [outage] 订货系统故障
    [supply_delayed] 到货延迟
    [weather] 天气原因
    [holiday] 节假日调整
   *[other] 其他原因
 }
cutoff-this-route = 本线路
cutoff-by-admin = 管理员
cutoff-told-moved = ⏰ { $owner }订货截止时间改为 { $new }（原为 { $old }）。
cutoff-told-restored = ⏰ { $owner }订货照常进行，{ $new } 截止。
cutoff-told-cancelled = ⚠️ { $owner }原定 { $old } 截止的本次订货取消。
cutoff-told-reason = 原因：{ $reason }
cutoff-told-order = 还没订的店主请在截止前订货。
cutoff-told-left = 还剩 { $left }
cutoff-told-by = 操作人：{ $by }。{ $shops } 户中已订 { $ordered } 户。
cutoff-by-former = 已离职的同事
cutoff-in-private = 订货截止时间请到我的私聊查看：发 /cutoff。
cutoff-head = 🕔 { $day }截止的订货
cutoff-as-of = 订单数据截至 { $time }
cutoff-no-feed = 今天还没有收到公司的订单数据，已订户数仅供参考
cutoff-today = 今天 { $day }
cutoff-tomorrow = 明天 { $day }
cutoff-none = { $day }没有您负责的订货截止。
cutoff-line-open = { $name }：{ $shops } 户已订 { $ordered } 户，{ $time } 截止，还剩 { $left }
cutoff-line-closed = { $name }：{ $shops } 户已订 { $ordered } 户，{ $time } 已截止
cutoff-line-cancelled = { $name }：已取消（原 { $time } 截止）
cutoff-line-changed = （已改）
cutoff-line-shops = { $district }：{ $count } 户单独截止{ $open ->
    [0] ，均已截止或取消
   *[other] ，{ $open } 户未截止
 }
cutoff-shops-head = { $district } · { $day }单独截止的店
cutoff-button-shops = { $district } { $count } 户
cutoff-refresh = 🔄 刷新
cutoff-no-change = 没有变化
cutoff-page-title = 🕔 { $name } · { $day }订货
cutoff-page-open = { $opens } 开始，{ $cutoff } 截止，还剩 { $left }
cutoff-page-early = { $opens } 开始，{ $cutoff } 截止
cutoff-page-closed = { $opens } 开始，{ $cutoff } 已截止
cutoff-page-cancelled = 已取消（原定 { $cutoff } 截止）
cutoff-page-counts = { $shops } 户中已订 { $ordered } 户，未订 { $missing } 户
cutoff-page-reminded = 提醒：{ $at } 已发出
cutoff-page-remind = 提醒：{ $at } 发出
cutoff-page-missed = 提醒：没能按时发出
cutoff-page-missing = 未订：{ $names }{ $more ->
    [0] {""}
   *[other] ……另有 { $more } 户
 }
cutoff-page-changes = 改动记录：
cutoff-page-change = · { $at } { $by }：{ $kind ->
    [cancel] 取消（原 { $old } 截止）
    [restore] 恢复为 { $new }
   *[other] { $old } → { $new }
 }
cutoff-page-reason = （{ $reason }）
cutoff-extend = ⏩ 延长
cutoff-advance = ⏪ 提前截止
cutoff-cancel = 🚫 取消本次订货
cutoff-restore = ↩️ 改回日历时间（{ $time }）
cutoff-restore-cancelled = ↩️ 恢复本次订货（{ $time }）
cutoff-back = « 返回
cutoff-extend-ask = { $name } { $cutoff } 截止。延长到几点？请点下面的时间，或直接发给我，如“18:30”“明天 10:00”。
cutoff-advance-ask = { $name } { $cutoff } 截止。提前到几点？请直接发给我，如“15:30”。
cutoff-plus-minutes = +{ $minutes } 分钟（{ $time }）
cutoff-plus-hours = +{ $hours } 小时（{ $time }）
cutoff-time-unreadable = 这里面看不出时间，没有改动。请这样写：“18:30”或“明天 10:00”。
cutoff-what-move = { $name }改为 { $new } 截止（现为 { $old }）。
cutoff-what-cancel = { $name } { $old } 截止的本次订货取消。
cutoff-what-restore = { $name }恢复为日历上的 { $new } 截止。
cutoff-reason-ask = 请选原因，或直接写一句发给我。群里和店主会看到这个原因。
cutoff-note-ask = 请把原因写成一句话发给我，{ $max } 字以内。群里和店主会看到。
cutoff-note-long = 太长了，请写成 { $max } 字以内。还没有改动。
cutoff-confirm-reason = 原因：{ $reason }
cutoff-confirm-groups = { $groups } 个群
cutoff-confirm-shops = { $shops } 户还没订货的店
cutoff-confirm-and = {"和 "}
cutoff-confirm-told = 将通知 { $who }。
cutoff-confirm-nobody = 没有群，也没有需要通知的店主。
cutoff-confirm-remind = 到时还没订的店，{ $at } 提醒。
cutoff-confirm-ask = 确认改动吗？
cutoff-yes = ✅ 确认
cutoff-no = 不改了
cutoff-done = ✅ 已改好，正在通知。
cutoff-done-already = 这项改动已经完成。
cutoff-kept = 没有改动。
cutoff-expired = 这一步已失效，没有改动。请从下面重新开始。
cutoff-refused-unknown = 没有这个订货时段，或者不归您负责。发 /cutoff 查看您的时段。
cutoff-refused-forbidden = 只有订单部、本区市场经理和管理员可以改动截止时间。
cutoff-refused-stale = 这个时段刚刚有了变化，没有按您的要求改动。现在的情况见下面。
cutoff-refused-cancelled = 这次订货已取消。要恢复，请点“恢复本次订货”。
cutoff-refused-closed = 已经截止。当天内如需重新开放，请找订单部。
cutoff-refused-over = 早已截止，不能再改。请店主在下一次订货时订。
cutoff-refused-same = 这就是现在的截止时间，没有改动。请换一个时间。
cutoff-refused-past = 这个时间已经过了，没有改动。请换一个以后的时间。
cutoff-refused-before_opens = 截止不能早于开始时间，没有改动。请换一个时间。
cutoff-refused-too_late = 最晚只能到订货日的第二天 23:59，没有改动。请换一个时间。
cutoff-refused-beyond_next = 不能晚于下一次订货的截止时间，没有改动。请换一个时间。
cutoff-refused-no_calendar = 现在就是日历上的时间，没有可以恢复的。
