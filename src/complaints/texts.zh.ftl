complaint-comma = ，
complaint-category-name = { $category ->
    [advice] 咨询
    [supply] 货源
    [ordering] 订货
    [delivery] 送货
    [quality] 质量与退换货
    [settlement] 结算
    [attitude] 服务态度
    [licensing] 专卖证照
   *[other] 其他
}
complaint-state-name = { $state ->
    [open] 处理中
    [closed] 已办结
    [duplicate] 已并入另一张
   *[withdrawn] 已撤回
}
complaint-satisfaction-name = { $satisfaction ->
    [satisfied] 满意
    [so_so] 一般
   *[not_satisfied] 不满意
}
complaint-event-name = { $kind ->
    [opened] 提交
    [message] 提交
    [order_help] 订货求助
    [filed_for] 代客户登记
    [added] 客户补充
    [edited] 修改
    [answered] 客服回复
    [category] 类别改为
    [withdrawn] 撤回
    [claimed] 客服认领
    [released] 放弃认领
    [asked] 客服询问客户
    [resumed] 恢复计时
    [handed_over] 转交给
    [postponed] 推迟
    [duplicate] 并入
    [planned] 约定上门
    [other_time] 客户要求改时间
    [no_visit] 客户说不用上门
    [visit_wanted] 客户还是要上门
    [nobody_home] 上门无人
    [declined] 客户谢绝上门
    [said] 客户评价
    [attempt] 回访联系
    [not_reached] 回访未联系上
    [waived] 免除
    [solved] 客户确认解决
    [reopened] 重新办理
    [visited] 上门服务
    [rated] 回访结果
    [about] 涉及
    [restricted] 客户确认保密举报
    [lifted] 转为普通投诉单
    [cause] 原因
    [closed] 办结
   *[breached] 承诺超时
}

complaint-ask-text = 请写下发生了什么，也可以直接发照片、视频或语音。一条消息就够。
complaint-ask-question = 请写下您的问题，在线客服会回复您。
complaint-ask-order = 请把问题发给我，文字或截图都行，我转给在线客服。客服帮您解决问题，但不能代您下单。{ $phone ->
    [none] {""}
   *[other] 时间紧请打订货热线 { $phone }。
}
complaint-ask-order-again = 请直接把问题发给我，文字或截图都行，我转给在线客服。
complaint-button-cancel = 取消
complaint-cancelled = 好的，没有提交。需要时随时点“{ $button }”。
complaint-choose-shop = 这是哪家店的事？
complaint-shop-chosen = 店铺：{ $shop }
complaint-button-category = 改类别
complaint-button-withdraw = 撤回
complaint-button-withdraw-yes = 确认撤回
complaint-button-keep = 不撤回
complaint-button-back = 返回

complaint-receipt = ✅ 已收到您的投诉，编号 { $number }（{ $category }）
complaint-receipt-advice = ✅ 已收到您的{ $category }，编号 { $number }
complaint-receipt-shop = 店铺：{ $shop }
complaint-receipt-reply = { $due } 前，在线客服回复您。
complaint-receipt-visit = { $due } 前，{ $named ->
    [yes] 客户经理{ $manager }
   *[no] 公司安排人员
}上门；之后我们会回访您是否满意。
complaint-receipt-more = 照片或补充说明，直接发给我就行。
complaint-receipt-hotline = 投诉热线 { $phone }
complaint-withdrawn = 已撤回 { $number }。需要重新反映，请点“{ $button }”。
complaint-answer = 💬 在线客服回复 { $number }：
complaint-answer-corrected = 💬 在线客服更正 { $number } 的回复：
complaint-closed =
    ✅ { $number } 已办结{ $satisfaction ->
        [none] 。
        [not_reached] 。回访时几次没有联系上您。
       *[other] ，您的评价：{ complaint-satisfaction-name }（{ $by }确认）。
    }

complaint-group-receipt = 已收到，已私信您处理进度。
complaint-group-start = 已收到。我还不能私信您：请点下面的按钮，再按“开始”，就能看到处理进度。
complaint-group-ask = 请在私聊里告诉我发生了什么。
complaint-group-choose = 请在私聊里选择是哪家店。
complaint-group-open = 打开私聊
complaint-group-hint = 投诉服务面向持证零售客户。点下面的按钮，用登记的手机号验证，约 10 秒。
complaint-start-none = 您没有处理中的投诉。需要反映问题，请点“{ $button }”。
complaint-start-open = 您的投诉正在处理，进度随时发 /mycases 查看。
complaint-added = 已补充到 { $number }，并转给在线客服。
complaint-noted = ✅ { $number }：已记下（{ $what }）。
complaint-edited = 您修改的内容已记入 { $number }，并转给在线客服。

complaint-card-head = { $number } · { $category } · { $shop }（{ $place }）
complaint-card-quote = “{ $text }”
complaint-card-no-words = （没有文字）
complaint-card-more = （文字较长，全文见下一条）
complaint-card-files = 附件 { $count } 个，见下
complaint-card-due = 回复截止 { $due }
complaint-card-due-soon = 回复截止 { $due }（还剩 { $minutes } 分钟）
complaint-card-overdue = ⚠️ 回复已超时，应于{ $due } 前
complaint-card-answered = 已回复
complaint-card-history = 近 90 天{ $count ->
    [0] 没有其他投诉
   *[other] 其他投诉 { $count } 次
}{ $last ->
    [none] { "" }
   *[other] ，最近一次{ $last ->
        [satisfied] 满意
        [so_so] 一般
       *[not_satisfied] 不满意
    }
}
complaint-card-how = 直接回复本条即可答复客户
complaint-note-filed = { $number } 附件
complaint-note-added = { $number } 客户补充：
complaint-note-edited = { $number } 客户修改了内容，现为：
complaint-note-withdrawn = { $number } 已由客户撤回，不用再处理。
complaint-note-category = { $number } 客户把类别改为：{ $category }

complaint-answer-passed = 已把更正转给客户（{ $number }）。
complaint-answered = ✅ 已转给“{ $shop }”（{ $number }）。
complaint-answered-late = 已转给“{ $shop }”（{ $number }）。这次回复超过了承诺时间，已记录。
complaint-answered-unreached = 已记录，但客户目前收不到私信（{ $number }），请打电话告知。
complaint-reply-needs-button = 这条任务请用下面的按钮处理，回复不会转给客户。要答复客户，请点“{ $button }”，再回复显示的投诉单。
complaint-category-set = 类别已改为{ $category }

complaint-refused-not_found = 没有找到这张投诉单。编号形如 C-20261123-0007。
complaint-refused-not_yours = 您不能处理这张投诉单：它由本店人员、所在区客服、负责的客户经理和市场经理处理。
complaint-refused-not_your_shop = 您现在不是这家店的联系人，不能为它提交。请联系客户经理。
complaint-refused-empty = 没有看到内容，请写几句话。
complaint-refused-too_many = 您一小时内已提交 10 次，这条没有提交。要补充，请直接回复之前那条“已收到”；新的问题，请一小时后再发{ $phone ->
    [none] 。
   *[other] ；急事请拨投诉热线 { $phone }。
}
complaint-refused-withdrawn = 这张投诉单已于{ $at } 由{ $by }撤回，不能再处理。
complaint-refused-duplicate = 这张投诉单已由{ $by }在{ $at } 并入另一张，请到那张单上处理。
complaint-refused-closed = 这张投诉单已于{ $at } 办结。办结后 7 天内，店里可以点“已办结”消息下的按钮重新办理。
complaint-refused-already = 这一步已由{ $by }在{ $at } 完成。
complaint-refused-no_visit = 这张单不需要上门。
complaint-refused-not_visited = 还没有上门，不能回访。
complaint-refused-same_person = 上门的人不能自己回访，请由另一位市场经理完成。
complaint-someone = 客户
complaint-staff-only-retailers = 投诉由零售客户本人提交。请让客户点“{ $button }”，或在群里以“投诉”开头发消息。
complaint-private = 请在和我的私聊里查看。
complaint-case-usage = 请带上编号：/case C-20261123-0007

complaint-cases-none = 您还没有提交过投诉或咨询。需要时点“{ $button }”。
complaint-cases-item = { $number } · { $category } · { $state }

promise-name = { $kind ->
    [desk_reply] 客服回复
    [door_visit] 上门服务
   *[return_visit] 回访
}
promise-owner = { $kind ->
    [desk_reply] 在线客服
    [door_visit] 未指定
   *[return_visit] 市场经理
}
promise-line-open = · { $name }：{ $due } 前
promise-line-overdue = · { $name }：应于{ $due } 前，已超时，我们会继续跟进
promise-line-ended = · { $name }：{ $state ->
    [kept] { $at } 完成
    [kept_late] { $at } 完成（超过承诺时间）
   *[waived] { $at } 免除
}
promise-breach = ⚠️ 承诺超时：{ $number } { $kind ->
    [desk_reply] 还没有回复客户
    [door_visit] 还没有上门
   *[return_visit] 还没有回访
}（应于{ $due } 前，责任人 { $owner }）
promise-visit-head = 🏠 上门服务任务：{ $due } 前
promise-visit-address = 地址：{ $address }
promise-visit-unreached = 客户经理{ $manager }目前收不到私信，请您安排。
promise-visit-nobody = 这条线路没有客户经理，请您安排。
promise-return-head = 📞 回访任务：{ $due } 前
promise-return-visited = { $manager }已于{ $at } 上门：{ $result }
promise-return-ask = 请联系店主，问对结果是否满意，再点一下：
promise-button-visited = 已上门，填写结果
promise-button-show = 查看
promise-button-satisfied = 满意
promise-button-so-so = 一般
promise-button-not-satisfied = 不满意
promise-ask-result = { $number }：请用一句话写下上门结果，也可以发照片并配上说明。
promise-visited = ✅ { $number } 上门结果已记录。{ $due } 前由市场经理回访。
promise-rated = ✅ { $number } 回访结果：{ $satisfaction }。{ $state ->
    [closed] 已办结。
    [reopened] 已重新办理（第 { $round } 次），客服和上门重新计时。
   *[open] 客服回复还没有完成，完成后办结。
}

plain-what = 这是……
plain-complaint = 投诉
plain-question = 咨询
plain-add = 补充到 { $number }
plain-is = 这是{ $choice }。
plain-chosen = 好的，按{ $choice }提交。
plain-cancel = 不是，取消
plain-noted = 好，这条也算上。请在上面选择。
plain-full = 这条没有记下：一次能记的内容已满。请先在上面选择，其余的随后再发。
plain-expired = 已超过一天，这条没有提交。如仍需要，请重新发给我。
plain-gone = 这条消息已经处理过了。
plain-author = 要发布这条内容，请回复它发 /post（栏目）或 /announce（通知）。其他命令请发 /help。
plain-staff = 没有看懂。可用的命令请发 /help。
plain-unknown-command = 没有这个命令。可用的命令请发 /help。
button-outdated = 这个按钮已失效，请重新打开菜单或发 /help。

promise-result-later = 好，先不填。这项任务还在待办里：/tasks

# 相似的投诉单
complaint-similar = 您店里 24 小时内已有一张相近的投诉单 { $number }，还在处理。要补充到那张单，还是另开一张？15 分钟内没有选，就另开一张。
complaint-similar-new = 另开一张
complaint-similar-filed = 好的，已另开一张：{ $number }。
complaint-group-similar = 已收到，请在私聊里再选一下。
complaint-receipt-undecided = 您没有选择补充还是另开，已另开一张：

# 员工代客户登记
complaint-for-usage = 请写成：/complaint 许可证号 内容（12 位许可证号，可带照片或语音；也可以回复一条消息，只写 /complaint 许可证号）。
complaint-for-group-usage = 在零售客户群里，请回复客户的那条消息发 /complaint。电话或柜台来的，请在和我的私聊里发：/complaint 许可证号 内容
complaint-for-unverified = { $name }还没有验证店铺，这条没有登记。请让对方先私聊我验证；急事请在私聊里发：/complaint 许可证号 内容
complaint-for-filed = ✅ 已为“{ $shop }”登记：{ $number }，店里已收到回执。
complaint-for-filed-unreached = ✅ 已为“{ $shop }”登记：{ $number }。店里目前收不到我的私信，请把编号口头告知客户。
complaint-for-already = 这条已经登记过了：{ $number }（{ $shop }）。
complaint-for-cancelled = 好的，没有登记。
complaint-receipt-filed-for = 由{ $name }根据{ $how ->
    [phone] 您的来电或来访
   *[group] 您在群里的消息
}登记。
complaint-card-filed-for = { $how ->
    [phone] 来电或柜台，登记人
   *[group] 群消息，登记人
} { $name }
complaint-refused-not_your_area = 这家店不归您负责，没有登记。请转给该店所在区的客服，或负责的客户经理。
complaint-refused-shop_not_active = 这家店的状态不是正常营业（暂停或注销），没有登记。请先和管理员核对店铺名册。
complaint-refused-unknown_licence = 名册里没有这个许可证号，没有登记。请核对 12 位号码；新店请管理员先导入名册。

# Why it came to a case
complaint-cause-name = { $cause ->
    [late] 送货延误
    [short] 少货错货
    [damaged] 货品破损
    [supply] 货源不足
    [system] 系统故障
    [charge] 扣款差错
    [attitude] 服务态度
    [unclear] 信息不明
    [policy] 政策规定
    [shop] 客户操作
   *[other] 其他原因
}
complaint-cause-ask = 已办结。主要是什么原因？请在{ $until } 前选一个，用于统计共性问题。
complaint-cause-set = 原因：{ $cause }（{ $by }，{ $at }）
complaint-cause-until = { $until } 前可以改。
complaint-cause-someone = 在线客服
complaint-cause-change = 改原因
complaint-refused-not_closed = 投诉单办结后才选原因。现在还没办结。
complaint-refused-cause_late = 办结超过 7 天，原因不能再改了。需要说明的，请写进改进措施。
complaint-refused-cause_gone = 这个原因已不在列表里。请点“改原因”，从最新的列表里选。
