closing-until = 问题还在的话，{ $until } 前点下面的按钮，我们重新办理。
closing-button-reopen = 没解决，重新办理
closing-ask-words = { $number }：哪里还没有解决？请写一两句，也可以发照片或语音。
closing-button-no-words = 不写了，直接重新办理
closing-taken-up = 好的，{ $number } 重新办理，新的时间见另一条消息。
closing-kept = 好的，没有重新办理。
closing-receipt-again = { $number } 重新办理，时间从现在算起：
closing-round = 🔁 第 { $round } 次办理
closing-reopened = 🔁 { $number } 重新办理（第 { $round } 次）：{ $why ->
    [rated] 回访结果不满意，记录人 { $by }
    [unsolved] 客户说咨询没有解决（{ $by }）
    [tocomplaint] 客户把咨询改为投诉（{ $by }）
   *[shop] 客户说没有解决（{ $by }）
}
closing-solved-ask = { $number }：解决了吗？（{ $until } 前可以再问）
closing-button-solved = 已解决
closing-button-unsolved = 没有，再问
closing-button-tocomplaint = 改为投诉
closing-solved = 好的，{ $number } 已解决。
closing-ask-more = { $number } 已转回在线客服。哪里没有说清楚？请接着写，我一起转给客服。
closing-button-enough = 不用补充
closing-enough = 好的，客服会再回复您。
closing-complaint = 好的，{ $number } 改为投诉（{ $category }）。

complaint-refused-reopen_open = 这张单还在办理，不用重新办理。有补充，直接发给我就行。
complaint-refused-reopen_late = 办结已超过 7 天，不能重新办理。问题还在的话，请点“{ keyboard-complain }”重新反映。
complaint-refused-reopen_withdrawn = 这张投诉单已由{ $by }在{ $at } 撤回。需要重新反映，请点“{ keyboard-complain }”。
complaint-refused-reopen_duplicate = 这张投诉单已在{ $at } 并入另一张，请看那一张的进度：/mycases
complaint-refused-no_advice = 这是投诉，不是咨询。评价请等回访消息。
