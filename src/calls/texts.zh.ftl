call-routes = { $count ->
   *[other] { $list } 线路
 }
call-routes-more = { $list } 等 { $count } 条线路
call-comma = 、
call-shop-name = 「{ $shop }」

call-title = 📞 { $owner } { $cutoff } 截止订货，还剩 { $left }
call-title-first = 📋 { $owner } 首份名单：{ $cutoff } 截止订货，{ $reminder } 发提醒
call-title-closed = 🔒 { $owner } { $cutoff } 已截止订货
call-title-missed = ⚠️ { $owner } { $cutoff } 截止的订货提醒没能按时发出
call-none = ✅ { $owner } { $cutoff } 截止的订货，{ $shops } 户已全部订货。
call-counts = { $shops } 户中 { $missing } 户没订：待联系 { $toCall }，已回复 { $answered }，已打 { $called }
call-as-of = 订单数据截至 { $time }
call-no-feed = 今天还没有收到公司的订单数据，名单仅供参考
call-how = 点店名看详情、记结果。只打电话提醒，不能代店主下单。
call-reach = { $reach ->
    [unlinked] 没人绑定
    [unreachable] 发不到消息
    [muted] 关了提醒
   *[failed] 提醒没送到
 }
call-legend-tried = 🔁 没人接
call-prev = ‹ 上页
call-next-page = 下页 ›
call-refresh = 🔄 刷新
call-refresh-page = 🔄 { $page }/{ $pages }

call-card-shop = 📞 { $shop }
call-card-licence = 许可证 { $licence }，{ $route } 线路
call-card-contact = 联系人 { $name }
call-card-address = 地址 { $address }
call-card-open = { $cutoff } 截止订货，还剩 { $left }
call-card-closed = { $cutoff } 已截止订货
call-card-reach = { $reach ->
    [unlinked] 没有人绑定，提醒发不到
    [unreachable] 店里的人还没启用或停用了机器人，提醒发不到
    [muted] 店里的人关了提醒
    [failed] 提醒没有送到
    [reminded] 提醒已发
   *[waiting] 提醒 { $reminder } 发
 }
call-card-answer = 💬 { $said ->
    [said_ordered] 本人说已订
    [not_now] 本人说这次不订
   *[reason] 本人说这次不订：{ $reason }
 }（{ $time }）
call-card-last = 上次订货 { $day }{ $cartons } 条
call-card-never = 没有以往的订货记录
call-card-called = ✅ { $outcome }{ $why }（{ $name }，{ $time }）
call-card-tried = 🔁 { $outcome }{ $why }（{ $name }，{ $time }）
call-card-because = ：{ $reason }
call-card-number = ☎️ { $phone }
call-card-ordered = ✅ 公司已收到这家店的订单，不用打了。
call-outcome = { $outcome ->
    [will_order] 会订
    [says_ordered] 说已订
    [not_now] 这次不订
    [no_answer] 没人接
   *[wrong_number] 号码不对
 }
call-reason = { $reason ->
    [stock] 库存够
    [money] 资金紧
    [price] 价格
    [supply] 货源
    [holiday] 放假停业
   *[other] 其他
 }
call-ask-why = 这次为什么不订？
call-show-number = ☎️ 显示号码
call-change = ✏️ 改结果
call-undo = ↩️ 取消记录
call-back = ‹ 名单
call-back-card = ‹ 返回
call-next = 下一户 ›

call-ordered-meanwhile = 这家店刚刚已订货。
call-in-private = 电话名单只在和我的私聊里用。
call-refused = { $reason ->
    [not_yours] 这家店的线路现在不归您负责，请找区域的市场经理。
    [moved] 这份名单不是您的，或已由更新的名单代替：请看聊天里最新的一份。
    [cancelled] 这次订货已取消，不用打了。
    [over] 这次订货的名单已结束，只能记到截止后第二天。
    [gone] 这家店已不在这次订货里。请点“名单”返回。
   *[old] 这个按钮已失效，请刷新名单。
 }
