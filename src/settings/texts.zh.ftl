setting-title = 系统设置（点按钮查看、修改）
setting-line = ▪️ { $name }：{ $value }
setting-card =
    { $name }：{ $value }
    { $source }

    { $does }
    { $example }
setting-own = 本公司已修改
setting-shipped = 默认值
setting-changed = ✅ 已保存，即时生效。
setting-back = 返回
setting-reset = 恢复默认
setting-reset-yes = 确定恢复
setting-ask-reset = “{ $name }”恢复为默认值？本公司改过的内容会清除（操作记录里可查）。
setting-off = 关闭
setting-days = { $count } 天
setting-no-words = （空）
setting-more-words = { $words }……另有 { $more } 个
setting-word-count = { $words }等 { $count } 个

setting-name-quiet_hours = 免打扰时段
setting-name-sensitive_words = 敏感词
setting-name-product_words = 商品禁用词
setting-name-sale_words = 交易提醒词
setting-name-complaint_causes = 投诉原因
setting-name-product_valid_days = 新品展示天数

setting-does-quiet_hours = 这段时间不发私信，过后再发。订货提醒和网上订货故障通知不受限制。
setting-does-sensitive_words = 发布内容里有这些词，发送前会被拦下。
setting-does-product_words = 货源、新品内容里有这些词（赠品、抽奖、健康宣传），发送前会被拦下。法定的健康警语不算。
setting-does-sale_words = 发布内容像是在聊天里接单、收款时，提醒作者：本平台只服务，不交易。
setting-does-complaint_causes = 投诉办结时，客服从这些原因里选一个，报表按原因统计。
setting-does-product_valid_days = 新品发布后，在 /newproducts 里展示多少天。

setting-example-quiet_hours = 修改：/setting quiet_hours 21:00-08:00；关闭：/setting quiet_hours off
setting-example-sensitive_words = 修改：/setting sensitive_words +要加的词 -要删的词（几个词用逗号隔开）
setting-example-product_words = 修改：/setting product_words +要加的词 -要删的词（几个词用逗号隔开）
setting-example-sale_words = 修改：/setting sale_words +要加的词 -要删的词（几个词用逗号隔开）
setting-example-complaint_causes = 修改：/setting complaint_causes +要加的原因 -要删的原因（几个原因用逗号隔开）
setting-example-product_valid_days = 修改：/setting product_valid_days 14

setting-name-canned_replies = 常用回复
setting-does-canned_replies = 客服在投诉单上点“常用回复”，选一条就能答复客户。冒号前是按钮上的标题。
setting-example-canned_replies = 增加：/setting canned_replies +标题：回复内容；删除：/setting canned_replies -标题（每条另起一行）
setting-problem-reply_too_short = “{ $word }”没有内容。请写：+标题：回复内容
setting-problem-reply_too_long = “{ $word }”太长，一条回复最多 { $replySigns } 个字。
setting-problem-too_many_replies = 回复太多了，最多 { $replies } 条。请先删掉一些。
setting-problem-unknown_reply = 没有标题是“{ $word }”的回复，没有改动。

setting-in-private = 设置请在与我的私聊里进行。
setting-gone = 这项设置已经没有了。请发 /setting 看最新的。
setting-unknown = 没有这项设置。可以改的有：{ $keys }。发 /setting 看说明。
setting-problem-bad_hours = 没看懂这个时段。请写开始和结束时间，24 小时制，两者不能相同。
setting-problem-bad_days = 请写 { $least } 到 { $days } 之间的天数。
setting-problem-no_sign = 请在词前面写 + 或 -：+ 是增加，- 是删除。
setting-problem-word_too_short = “{ $word }”太短，几乎每条内容都会被拦下。请写两个字以上的词。
setting-problem-word_too_long = “{ $word }”太长，一个词最多 { $signs } 个字。
setting-problem-too_many_words = 词太多了，最多 { $words } 个。请先删掉一些。
setting-problem-unknown_word = 词表里没有“{ $word }”，没有改动。
setting-problem-unchanged = 现在就是这样，不用改。

# 订货日历
setting-name-maintenance = 订货平台维护时间
setting-name-holiday_rule = 订货日遇节假日
setting-does-maintenance = 每周这段时间订货平台停机。落在里面的开始时间推到维护结束，截止时间提到维护开始。
setting-does-holiday_rule = 订货日是法定假日时怎么办。提前、顺延到最近的工作日；那天或中间已有订货日的，当次取消。
setting-example-maintenance = 修改：/setting maintenance 周五 18:00-周六 12:00（几段用逗号隔开）；取消：/setting maintenance 无
setting-example-holiday_rule = 修改：/setting holiday_rule 取消、提前 或 顺延
setting-rule-drop = 取消当次订货
setting-rule-before = 提前到前一个工作日
setting-rule-after = 顺延到后一个工作日
setting-weekday-mon = 周一
setting-weekday-tue = 周二
setting-weekday-wed = 周三
setting-weekday-thu = 周四
setting-weekday-fri = 周五
setting-weekday-sat = 周六
setting-weekday-sun = 周日
setting-problem-bad_maintenance = 没看懂维护时间。每段请写从星期几几点到星期几几点，24 小时制，一周里要留出订货的时间。
setting-problem-bad_holiday_rule = 请写“取消”“提前”或“顺延”。

# How long the order feed may be silent
setting-auto = 自动
setting-name-feed_silence = 订单数据中断提醒
setting-does-feed_silence = 订货提醒发出前，订单数据超过这个时间没有来，就先告诉客户经理、管理员和订单部。自动：按近 14 天的规律。
setting-example-feed_silence = 修改：/setting feed_silence 90m（也可写 2h）；自动：/setting feed_silence auto；关闭：/setting feed_silence off
setting-problem-bad_silence = 没看懂这个时间。请写 5 分钟到 12 小时之间的时间，例如 90m、2h，或写 auto、off。

# 承诺时限
setting-name-promise_times = 承诺时限
setting-does-promise_times = 对某类投诉或某个星级，承诺的时间可以更短；比系统时限长的不起作用。之后新提交的投诉按此计时。
setting-example-promise_times = 修改：/setting promise_times +送货 客服回复 15m，金牌 上门服务 1d -钻石 回访。每项写类别或星级、承诺（客服回复、上门服务、回访）、时间（30m、2h、1d 工作日），几项用逗号隔开；全部取消：/setting promise_times 无
setting-promise-time = { $who } { $promise } { $within }
setting-promise-tier = 星级“{ $tier }”
setting-minutes = { $count } 分钟
setting-problem-bad_promise_time = 没看懂“{ $word }”，没有改动。
setting-problem-unknown_promise_time = 没有设过“{ $word }”，没有改动。
setting-problem-too_many_promise_times = 最多 { $times } 项。请先删掉一些。
