# 承诺快到时间
clock-warning = ⏰ 请在{ $due } 前{ $kind ->
    [desk_reply] 回复客户
    [door_visit] 上门
   *[return_visit] 回访
}{ $minutes ->
    [none] 。
   *[other] ，还剩 { $minutes } 分钟。
}
clock-unclaimed = 还没有人认领。
clock-unreached = 责任人{ $owner }目前收不到私信，请您安排。

# 承诺超时，一小时内的并成一条
clock-notice = ⚠️ { $count } 项承诺超时{ $count ->
    [1] ：
   *[other] ，超时最久的在前：
}
clock-notice-item = { $number } { $shop } { $kind ->
    [desk_reply] 未回复
    [door_visit] 未上门
   *[return_visit] 未回访
}（{ $late ->
    [none] 应于{ $due } 前
   *[other] 超 { $late } 分钟
}，责任人 { $owner }）
clock-notice-more = 另有 { $count } 项，请发 /tasks 查看。

# 问了客户，没有等到答复
clock-resumed = ▶️ 客户还没有答复，计时恢复：请在{ $due } 前{ $kind ->
    [desk_reply] 回复客户
    [door_visit] 上门
   *[return_visit] 回访
}。
clock-resumed-late = ▶️ 客户还没有答复，计时恢复。承诺应于{ $due } 前完成，已超时，请尽快{ $kind ->
    [desk_reply] 回复客户
    [door_visit] 上门
   *[return_visit] 回访
}。
