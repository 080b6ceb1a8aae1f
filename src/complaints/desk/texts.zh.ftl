desk-card-claimed = { " " }· { $name }已认领
desk-card-owner = （{ $name }）
desk-card-planned = ，约好{ $at } 上门
desk-card-waiting = ⏸ { $since } 起等客户补充，最迟 { $until } 恢复计时
desk-card-late = 已回复（超过承诺时间）
desk-card-ended = { $state ->
    [closed] ✅ { $at } 已办结
    [duplicate] ↪️ { $at } 已并入 { $number }，请到那张单上处理
   *[withdrawn] { $at } 已由客户撤回
}{ $satisfaction ->
    [none] { "" }
   *[other] ，客户评价：{ complaint-satisfaction-name }
}

desk-button-claim = 认领
desk-button-release = 放弃认领
desk-button-hand = 转交
desk-button-hand-door = 转交上门
desk-button-hand-return = 转交回访
desk-button-duplicate = 重复
desk-button-canned = 常用回复
desk-button-ask = 问客户

desk-claimed = 已认领，请在{ $due } 前回复。
desk-claimed-waiting = 已认领，正在等客户补充。
desk-released = 已放弃认领，任何客服都可以处理。
complaint-refused-claimed = { $by }已在{ $at } 认领。您也可以直接回复客户；要接手，请对方点“转交”。
complaint-refused-not_claimed = 这张单还没有人认领，或已经放弃认领。
complaint-refused-not_claimer = 这张单由{ $by }在{ $at } 认领，只有本人或市场经理可以放弃认领。
complaint-refused-no_staff_row = 您是系统管理员，但不在员工名单里，不能作为责任人。请先用 /staff 把自己加为员工；直接回复客户不受影响。

desk-step-closed = 好的，没有改动。
desk-admin = 管理员

# Hand over
desk-hand-choose = { $number } 的{ $promise }转交给谁？
desk-hand-nobody = 现在没有可以转交的人：对方须有相应岗位，并已打开和我的私聊。
desk-hand-more = 下一页
desk-hand-before = 上一页
desk-handed = ✅ { $number } 的{ $promise }已转交给{ $name }，已私信通知对方。
desk-handed-to-you = 📌 { $by }把 { $number } 的{ $promise }转交给您，内容见下一条。
desk-handed-from-you = { $number } 的{ $promise }已由{ $by }转交给{ $to }，您不用再跟进。
complaint-refused-promise_ended = 这一步已经完成或不需要了，不用转交。
complaint-refused-same_owner = 这一步已经由这位同事负责。
complaint-refused-not_eligible = 没有转交：对方现在不能接手，或刚刚有别人转交过。请重新点“转交”，从最新的名单里选。

# Canned replies
desk-canned-choose = { $number }：选一条常用回复，发送前可以先看全文。
desk-canned-none = 还没有常用回复。管理员可用 /setting canned_replies 添加；您可以直接回复投诉单答复客户。
desk-canned-preview = { $number } 将发给客户：
desk-canned-send = 发送
desk-canned-title = { $reply ->
    [received] 正在核实
    [delivery] 正在查送货
    [photo] 请发照片
    [return] 退换货办法
   *[visit] 客户经理上门
}
desk-canned-text = { $reply ->
    [received] 您好，您反映的问题已收到，我们正在核实，有结果马上告诉您。
    [delivery] 您好，已联系送货部门查这一车的装车和签收记录，查清后马上回复您。
    [photo] 您好，请把货品、外箱和送货单拍照发到这里，方便我们尽快核实处理。
    [return] 您好，请保留原包装和送货单，不要销售。客户经理上门核对后，按规定为您办理退换。
   *[visit] 您好，这件事需要到店里看一下。客户经理会按约定时间上门，请您留人在店。
}
complaint-refused-canned_gone = 这条常用回复已被修改或删除。请重新点“常用回复”。

# Ask the shop
desk-ask-prompt = { $name }，请回复本条消息，写下要问客户的话（{ $number }）。
desk-ask-private = { $number }：请写下要问客户的话，也可以发图片。等客户回答期间暂停计时。
desk-question = ❓ 关于 { $number }，在线客服想问您，请直接回复本条{ $until ->
    [none] ：
   *[other] （等您到{ $until }，您回答后我们接着处理）：
}
desk-asked = ✅ 已问“{ $shop }”（{ $number }）。{ $until ->
    [none] 回复时限已过或已回复，不暂停计时。
   *[other] 等客户回答期间暂停计时，最迟 { $until } 恢复。
}
desk-asked-unreached = 已记录，但客户目前收不到私信（{ $number }），请打电话问“{ $shop }”。没有送达，所以不暂停计时。

# Duplicates
desk-duplicate-none = 这家店近 30 天没有其他处理中、可以合并的投诉单。
desk-duplicate-choose = { $number } 和哪一张说的是同一件事？
desk-duplicate-item = · { $number } · { $category } · { $at } · { $text }
desk-duplicate-confirm = 把 { $number } 并入 { $other }？{ $number } 到此结束，内容和附件转到 { $other }，客户会收到通知。并入后不能撤销。
desk-duplicate-yes = 确认并入
desk-duplicate-done = ✅ { $number } 已并入 { $other }，内容和附件已转过去，已告诉客户。
desk-note-duplicate = { $number } 与 { $other } 是同一件事，已并入 { $other }，请只在那张单上处理。
desk-note-merged = { $number } 和 { $other } 说的是同一件事，已合并到 { $other } 一起处理，您不用重复提交。
complaint-refused-not_mergeable = 不能并入那张单：须是同一家店、近 30 天内、仍在处理的单；投诉不能并入咨询，限制查看的单不能合并。
complaint-refused-advice_late = 已经答复或上门过的投诉，客服不能再改为咨询：那样就没有回访了。确实是咨询的，请市场经理改，或请客户在“已收到”那条下点“{ complaint-button-category }”。
