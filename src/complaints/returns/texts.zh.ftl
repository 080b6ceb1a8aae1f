return-matter = 问题本身
return-entry = { $name }：{ $text }
return-someone = 公司人员
return-ask = { $number }：您 { $filed }反映的{ $quoted ->
    [yes] “{ $words }”
   *[no] 问题
}，{ $how ->
    [visited] { $manager }已于{ $visited }上门处理
    [nobody] 我们两天到店都没有遇到人
    [no_visit] 按您的意思没有上门
    [declined] 按您的意思没有上门
    [confidential] 已由专人处理
   *[waived] 这次没有安排上门
}。您对结果满意吗？
return-thanks = 谢谢，已记下 { $number } 的评价：{ $satisfaction }。市场经理确认后办结。
return-which = 已记下 { $number } 的评价：{ $satisfaction }。主要是哪一项没有做好？
return-noted = 已记下 { $number } 的评价：{ $satisfaction }（{ $blamed }）。市场经理会联系您。
return-ask-why = 哪里好，哪里还不好？请写一两句，也可以发照片或语音。
return-why-passed = 谢谢，已转给市场经理。
return-button-change = 改评价
return-button-skip = 跳过

return-said-head = 📞 回访：客户已在这里评价
return-said-line = 客户评价：{ $satisfaction }{ $named ->
    [yes] （{ $blamed }）
   *[no] { "" }
}
return-unanswered = 客服还没有回复，请等回复后再问。
return-confirm-ask = 客户已评价满意，请点一下确认；电话里说法不同，按电话记录。
return-again-head = 📞 再次回访：第 { $attempts } 次没联系上（最多 { $max } 次），{ $next } 起再联系
return-not-visited = { $outcome ->
    [no_visit] 客户说不用上门，电话即可（{ $at }）
    [declined] 客户谢绝上门（{ $at }）：{ $result }
    [confidential] 保密件，不上门
   *[waived] 上门已免除（{ $at }）：{ $result }
}
return-button-confirm = 确认满意
return-button-tried = 没联系上
return-button-number = 显示电话
return-button-waive = 免除
return-tried = 已记下。{ $next } 起请再联系一次。
return-given-up = { $number }：{ $max } 次没有联系上。{ $state ->
    [closed] 已办结，客户可以在 7 天内要求重新办理。
   *[open] 客服回复还没有完成，完成后办结。
}
return-ask-rated-words = { $number }：客户说哪里好，哪里还不好？请写一两句。
return-words-noted = 已记下。
return-skipped = 好，不写了。
return-ended-by = 记录人：{ $by }
return-offer-waiver = 这已是第 { $times } 次“不满意”。确实解决不了的，可以写明理由免除。

return-waive-which = { $number }：免除哪一项？
return-ask-reason = { $number }：请写下为什么免除{ $kind ->
    [desk_reply] 客服回复。客户会看到这个理由。
    [door_visit] 上门服务。客户会看到这个理由。
   *[return_visit] 回访。
}
return-waive-cancelled = 好，没有免除。
return-waived = 已免除 { $number } 的{ $kind ->
    [desk_reply] 客服回复。
    [door_visit] 上门服务，回访开始。
   *[return_visit] 回访。
}{ $state ->
    [closed] 已办结。
   *[open] { "" }
}
return-waived-shop = { $number }：{ $kind ->
    [desk_reply] 客服不再另行回复
   *[door_visit] 这次不再安排上门
}。原因：{ $reason }
return-waived-owner = { $number } 的{ $kind ->
    [desk_reply] 客服回复
    [door_visit] 上门服务
   *[return_visit] 回访
}已由{ $by }免除，不用再做。原因：{ $reason }

return-ended = { $number }：{ $what ->
    [withdrawn] 客户已撤回，不用回访了。
    [duplicate] 已并入另一张单，不用回访了。
    [visit_wanted] 客户改为要上门，上门后再回访。
    [waived] 回访已由{ $by }免除。
   *[other] 不用回访了。
}
return-ask-ended = { $number }：{ $what ->
    [rated] 回访已结束，您的评价：{ $satisfaction }。
    [withdrawn] 已撤回。
    [duplicate] 已并入另一张单。
    [visit_wanted] 改为上门，上门后再请您评价。
   *[other] 回访已结束。
}
card-folded = { $number }：{ $what ->
    [said] 客户评价{ $satisfaction }
    [tried] 已联系 { $attempts } 次
    [again] 第 { $round } 次办理
   *[anew] 有更新
}，请看下面最新的一条。

complaint-note-said = { $number } 回访时客户说：
complaint-refused-said_otherwise = 客户现在的评价不是这样，请先点“查看”看最新的评价。
complaint-refused-shop_said = 客户已在这里评价，不算没联系上。请按客户的评价记录结果。
complaint-refused-tried_today = 今天的联系已由{ $by }在{ $at } 记下。请换一个工作日再联系。
complaint-refused-said_late = 回访已经结束，评价不能再改。问题还在的话，办结后 7 天内可以点“重新办理”。
complaint-refused-reopened_since = 这张投诉单已由{ $by }在{ $at } 重新办理，还没有再次上门。请等新的回访任务。
complaint-refused-own_promise = 这是您自己的任务，请由另一位市场经理或管理员免除。
complaint-refused-nothing_open = 这一项没有在办，不用免除。
