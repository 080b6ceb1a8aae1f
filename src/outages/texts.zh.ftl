outage-in-private = 请在私聊里发 /outage。
outage-scope-all = 全公司
outage-scope-one-district = 一个区
outage-scope-mine = 我的区
outage-scope-some-routes = 选线路
outage-scope-routes = { $routes } 线路
outage-scope-no-routes = 还没选线路
outage-routes-more = { $list }等 { $n } 条
outage-reason-platform = 订货平台故障
outage-reason-network = 网络故障
outage-reason-power = 停电
outage-reason-maintenance = 维护超时
outage-reason-other = 其他
outage-minutes = { $minutes ->
    [0] 未知
    [30] 30 分钟
    [60] 1 小时
   *[other] 2 小时
 }
outage-since = { $from } 起
outage-span = { $from } – { $to }，共 { $duration }

outage-draft = ⚠️ 网上订货故障通知，发布前请核对
outage-draft-scope = 范围：{ $scope }
outage-draft-reason = 原因：{ $reason }
outage-draft-unknown = 恢复时间未知
outage-draft-reach = 将通知 { $groups } 个群、{ $people } 位还没订货的店主。
outage-button-phones = ☎️ 换订货电话
outage-button-announce = 📢 发布
outage-button-drop = 放弃
outage-back = ‹ 返回
outage-choose-district = 哪个区不能网上订货？
outage-choose-routes = 哪些线路不能网上订货？已选：{ $chosen }
outage-ask-reason = 请用几个字写明原因，会原样发给店主。
outage-ask-phones = 请发订货电话，可以写几个，用逗号隔开。
outage-reason-too-long = 原因请写在 { $max } 个字以内。
outage-phones-bad_phone = 「{ $phone }」不像电话号码。请写完整号码，座机带区号，例如 0351-1234567、95100。
outage-phones-too_many = 最多写 5 个号码，请挑最方便打通的。
outage-announced = ✅ 已发布，正在通知各群和还没订货的店主。进展和操作见下面的卡片。
outage-dropped = 已放弃，没有通知任何人。

outage-lead = ⚠️ { $from } 起网上订货出故障（{ $reason }），暂时订不了货。
outage-phones = 请打电话订货：{ $phones }
outage-routes = 涉及线路：{ $routes }
outage-cutoffs-stay = 截止时间暂时不变，有变动马上通知。
outage-expected = 预计 { $until } 恢复。
outage-shop = 「{ $shop }」
outage-shop-comma = {""}
outage-shops-more = { $list }等 { $n } 家店
outage-cutoff-stays = { $shops }{ $cutoff } 截止不变，有变动马上通知您。
outage-cutoff-new = ⏰ { $shops }的订货截止时间改为 { $cutoff }。
outage-cutoff-is = { $shops }{ $cutoff } 截止订货。
outage-update = ℹ️ 网上订货还没恢复。{ $note }
outage-new-cutoff = ⏰ 订货截止时间改为 { $cutoff }。
outage-new-cutoff-is = 订货截止时间：{ $cutoff }。
outage-still = 网上订货还没恢复。
outage-over = ✅ 网上订货已恢复（故障 { $span }）。
outage-reminder-line = ⚠️ 网上订货正在故障，请打电话订货：{ $phones }

outage-card-on = ⚠️ 网上订货故障 · { $scope }
outage-card-over = ✅ 网上订货已恢复 · { $scope }
outage-card-what = { $reason }，{ $span }（{ $name } 发布）
outage-card-ended-by = 恢复由 { $name } 确认
outage-card-expected = 预计恢复：{ $until }
outage-card-phones = 订货电话：{ $phones }
outage-card-reach = 通知已送达 { $groupsTold }/{ $groups } 个群、{ $peopleTold }/{ $people } 位店主
outage-card-info-open = 信息中心：还没通知
outage-card-info-told = 信息中心：已通知（{ $name }，{ $time }）
outage-card-order-open = 订单部：还没通知
outage-card-order-told = 订单部：已通知（{ $name }，{ $time }）
outage-card-proposed = 提议截止时间延到 { $cutoff }（{ $name }），等订单部或市场经理确认，确认前不变
outage-card-confirmed = 截止时间已延到 { $cutoff }（{ $name } 确认）
outage-card-note = 最新进展：{ $note }
outage-button-info = 已通知信息中心
outage-button-order = 已通知订单部
outage-button-cutoff = 提议新截止时间
outage-button-news = 发进展
outage-button-off = ✅ 已恢复
outage-button-offyes = 是，通知大家已恢复
outage-button-confirm = 确认：订货系统收单到 { $cutoff }
outage-button-list = 全部故障记录
outage-ask-off = { $scope }，{ $span }。网上订货恢复了吗？确认后马上通知各群和店主。
outage-ask-news = 请写一句进展，会原样发给各群和收到过通知、还没订货的店主。
outage-news-too-long = 进展请写在 { $max } 个字以内。
outage-ask-cutoff = 截止时间提议延到几点？点一个，或直接写，例如“今天 19:30”。订单部或市场经理确认后才会改。
outage-time-unreadable = 没看懂这个时间。请这样写：今天 19:30，或 明天 10:00。
outage-time-no_time = 还缺几点。请这样写：今天 19:30，或 明天 10:00。
outage-time-ambiguous = 这个时间有两种意思。请用 24 小时写，例如 今天 19:30。
outage-time-past = 这个时间已经过了，请写一个之后的时间。
outage-time-too_far = 最多延后 3 天。再远请改订货日历。
outage-ask = 网上订货故障（{ $scope }，{ $span }）还没人报恢复。现在还没好吗？
outage-ask-more = 还没好，一小时后再问
outage-ask-over = 好了，通知大家

outage-list-head = ⚠️ 正在进行：
outage-list-none = 现在没有网上订货故障。
outage-list-running = · { $scope }，{ $span }（{ $by }）
outage-list-past-head = 最近：
outage-list-past = · { $scope }，{ $span }（{ $by } 发布，{ $ender } 报恢复）
outage-list-open = 查看：{ $scope }
outage-list-new = ⚠️ 报告故障
outage-none-to-end = 现在没有可以由您报恢复的故障。发 /outage 可以查看全部。

outage-refused-not_found = 没有这条故障记录，或按钮已过期。请发 /outage 查看。
outage-refused-forbidden = 这不在您负责的范围内，请找订单部或管理员。
outage-refused-over = 这次故障已经结束。截止时间还要改的话，请用 /cutoff。
outage-refused-no_draft = 这份通知已经发布或放弃了。请发 /outage 查看，或发 /outage on 重新开始。
outage-refused-no_phone = 还没有订货电话：店主得知道打给谁。请点“换订货电话”。
outage-refused-no_reason = 请点“其他”，用几个字写明原因。
outage-refused-no_routes = 还没选线路。请点“选线路”。
outage-refused-running = 这些线路已经有一条故障在进行，没有重复发布。有新情况请点“发进展”。
outage-refused-cutoff_past = 这个时间已经过了，请另选一个。
outage-refused-cutoff_far = 最多延后 3 天。再远请改订货日历。
outage-refused-no_window = 受影响的订货时段没有在这之前截止的，不用改。
outage-refused-reopen = 订货已截止，重新开放要由订单部确认。
outage-refused-not_movable = 最晚延到次日，且要早于同一线路的下一次截止。请另选一个时间。
outage-refused-changed = 提议已变或已确认，请看最新的卡片。
outage-refused-no_confirmer = 新截止时间由订单部或本区市场经理确认。
outage-refused-own_proposal = 您提议的时间要由订单部或另一位负责人确认。

# 报表
outage-past = ⚠️ 网上订货出过故障：{ $span }（{ $scope }）
outage-past-more = 另有更早的 { $n } 次故障
