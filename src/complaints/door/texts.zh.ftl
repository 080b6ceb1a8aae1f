door-button-plan = 约时间
door-button-number = 显示电话
door-button-nobody = 无人在店
door-button-nobody-yes = 去过了，店里没人
door-button-declined = 客户谢绝
door-button-end = 两次未遇，结束上门
door-button-other = 换个时间
door-button-when = 告诉方便的时间
door-button-no-visit = 不用上门，电话即可
door-button-no-visit-yes = 确认不用上门
door-button-revisit = 还是请上门
door-someone = 公司人员
door-visit-planned = 已约：{ $at }
door-visit-tried = 去过没遇到人：{ $times }
door-visit-away = 客户经理{ $manager }休假到{ $until }，没有代班人，请您安排。
door-visit-passed = { $number } 的上门已转交{ $owner }，您不用再处理。
door-visit-ended = { $number } { $what ->
    [no_visit] 客户说不用上门
    [declined] 客户谢绝上门
    [withdrawn] 客户已撤回
    [duplicate] 已并入另一张
    [advice] 已改为咨询，不用上门
    [done] 上门已完成
   *[other] 不用再上门
}（{ $at }）

door-ask-time = { $number }：约什么时候上门？点一个时间，或直接写，例如“明天下午三点”。承诺截止 { $due }。
door-ask-reason = { $at } 晚于承诺的时间，客户也没有要求改期。请用一句话写下原因，会一并告诉客户。
door-plan-done = ✅ { $number } 已约{ $at } 上门。{ $told ->
    [yes] 已告诉客户。
   *[no] 客户目前收不到私信，请打电话告知。
}
door-time-refused = { $reason ->
    [no_time] 还差几点，请连时间一起写，例如“明天下午三点”。
    [ambiguous] 这个时间有两种理解，请写清楚，例如“明天 15:00”。
    [past] 这个时间已经过了，请写以后的时间。
    [too_far] 最多约到 30 天后，请写近一些的时间。
   *[unreadable] 没有看懂时间，请写成“明天 15:00”或“周三上午十点”。
}
door-planned = 📅 { $manager }约{ $at } 到“{ $shop }”上门（{ $number }）。
door-planned-late = 比承诺的 { $due } 晚，抱歉。原因：{ $reason }
door-receipt-planned = 已约{ $at } 上门。
door-receipt-no-visit = 按您的意思不再上门，我们会打电话回访您。
door-no-visit-done = 好的，不上门了，我们会打电话回访您。
door-revisit-done = 好的，我们还是上门，已告诉负责的人。
door-ask-wish = { $number }：您什么时候方便？点一个，或直接写，例如“周四下午”。
door-wish = { $wish ->
    [morning] 上午方便
    [afternoon] 下午方便
   *[day] 改天，请先联系我
}
door-wish-passed = 已转告：“{ $words }”（{ $number }）。约好新时间就告诉您。
door-wish-kept = 好的，时间不变。
door-asked = 🔁 客户想换个时间：“{ $wish }”

door-ask-nobody = { $number }：您去过店里，没有遇到人？点“去过了”后会告诉客户，并请客户说方便的时间。
door-nobody-done = { $number } 已记录无人在店，已请客户说方便的时间。请再约一次。
door-nobody-result = 两天上门都没有遇到人：{ $times }
door-ask-declined = { $number }：是谁说不用上门的，怎么说的？请用一句话写下，客户会收到通知。
door-declined-done = ✅ { $number } 已记录客户谢绝上门。{ $due } 前由市场经理回访。
door-told-nobody = 🏠 { $manager }{ $at } 到过店里，没有遇到人（{ $number }）。您什么时候方便，请告诉我们。
door-told-declined = { $manager }记录：您谢绝了上门（{ $number }）。之后市场经理会回访您。仍需要上门，请点下面。
door-told-ended = 我们两天到店都没有遇到人（{ $number }），上门到此为止。之后市场经理会回访您。
door-result-words = { $number }：照片或定位已收下。请再用一句话写下上门结果。
door-result-more = 还有照片或定位，半小时内直接发给我。
door-media-kept = 已归到 { $number }。

door-number =
    📱 { $shop }（{ $number }）
    { $phone }{ $contact ->
        [none] { "" }
       *[other] ，{ $contact }
    }
    这条消息 { $until } 自动删除，请不要转发。
door-number-sent = 号码见下一条消息。
door-number-gone = 号码已隐去。需要时请再点“显示电话”。

complaint-note-no_visit = { $number } 客户说不用上门，电话即可。
complaint-note-visit_wanted = { $number } 客户还是希望上门。
complaint-refused-plan_past = 这个时间已经过了，请选以后的时间。
complaint-refused-plan_far = 最多约到 30 天后，请选近一些的时间。
complaint-refused-plan_reason = 这个时间晚于承诺，请写下原因。
complaint-refused-number_shown = 号码已发在上面，{ $at } 前都能看到。
complaint-refused-nobody_once = 要在不同的两天上门都没遇到人，才能结束上门。请再约一次。
complaint-refused-revisit_late = 已经不能再改为上门：上门没有取消，或回访已经开始。需要上门，请直接回复“已收到”那条，告诉在线客服。

door-passed-head = 您休假到{ $until }。{ $count ->
    [0] 没有要转交的上门。
   *[other] { $count } 项上门已转交：
}
door-passed-item = · { $number } · { $shop } → { $owner }

away-state = { $until ->
    [none] { $name }目前在岗。
   *[other] { $name }休假到{ $until }，{ $substitute ->
        [none] 没有代班人，由市场经理安排。
       *[other] 由{ $substitute }代班。
    }
}
away-how = 休假请点最后一天，或发：/away 12-05 M2（M2 是代班人的工号，可不写）。
away-ask-substitute = 休假到{ $until }。谁代班？
away-nobody = 没有代班人
away-off = 我回来了
away-done = ✅ { $name }休假到{ $until }，{ $substitute ->
    [none] 没有代班人，由市场经理安排。
   *[other] 由{ $substitute }代班。
}{ $count ->
    [0] 没有要转交的上门。
   *[other] { $count } 项上门已转交。
}新的上门也照此办理；订货名单照旧发给本人。
away-back = ✅ { $name }已回岗，新的上门由本人负责。已转交的由代班人做完。
away-usage = 请写成：/away 12-05，或 /away 12-05 M2（代班人工号），回岗发 /away off。给别人登记：/away M1 12-05 M2
away-private = 请在和我的私聊里登记休假。
away-refused-nobody = 没有找到这位员工，请核对工号。
away-refused-not_yours = 您只能给自己或本区的员工登记休假。
away-refused-past = 这一天已经过了，请写今天或以后的日期。
away-refused-too_far = 最多登记半年内的休假。
away-refused-no_substitute = 没有找到这位代班人，请核对工号。
away-refused-unfit = 这位不能代班：代班人要是本区的客户经理或市场经理，已经接通 Telegram，并且自己在岗。
