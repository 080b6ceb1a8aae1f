# 承诺快到时间
clock-warning = ⏰ 请在 { $due } 前{ $kind ->
    [desk_reply] 回复客户
    [door_visit] 上门
   *[return_visit] 回访
}{ $minutes ->
    [none] 。
   *[other] ，还剩 { $minutes } 分钟。
}
clock-unclaimed = 还没有人认领。
clock-unreached = 责任人{ $owner }目前收不到私信，请您安排。
