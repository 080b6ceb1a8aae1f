column-supply = 货源信息
column-terminals = 功能终端
column-products = 新品推介
column-training = 客户培训
column-policy = 政策通知

post-health-warning = ⚠️ 吸烟有害健康。禁止向未成年人售烟。

post-choose = 发到哪个栏目？
post-chosen = 栏目：{ $column }
post-ask =
    请发「{ $column }」的内容：一段文字，或一张照片（可以配文字）。
    发来先给您看预览，您点了发送才会发到群里。
post-cancel = 取消
post-cancelled = 已取消，什么都没有发出。
post-in-private = 请到我的私聊里发 /post，写好先看预览，再发到各群。
post-unsupported = 目前能发布的是一段文字，或一张照片（可以配文字）。视频、文件、相册、语音、贴纸还不行。请换成文字或照片再发一次。
post-not-yours = 请回复您自己发的那条消息，再写 /post 和栏目名。
post-empty = 里面没有文字也没有照片。请发一段文字或一张照片。
post-too-long = 太长了，超出 { $excess } 个字符：{ $kind ->
        [photo] 照片配文
       *[text] 文字
    }最多 { $limit } 个字符，包括自动加上的栏目标签和健康警语。请改短：直接编辑那条消息，或重新发一条。
post-edit-too-long = 改后的内容超出 { $excess } 个字符（最多 { $limit } 个），没有采用，预览还是原来的。请再改短一些。
post-column-too-long = 换到「{ $column }」要加健康警语，会超出 { $excess } 个字符。请先把内容改短。
post-edit-after-sending = 这条已经发到群里了，现在修改不会带到群里。需要更正，请另发一条。
post-source-sent = 这条消息已经发布过了。要再发一次，请重新发一条内容。

post-panel =
    👆 { $column } · 发到 { $n } 个群
    要改内容，直接编辑您发的那条消息，预览会跟着变。
post-panel-nobody =
    👆 { $column } · 现在没有可以发的群
    请管理员把我加进零售客户群，在群里发 /group 接入。
post-panel-protected = 带健康警语，群里不能转发、保存。
post-panel-hashtag = 没有话题的群里，开头会加上 { $tag }。
post-panel-refused = ⚠️ 不发到「{ $group }」：那是公开群（@{ $username }），谁都能看到商品信息。
post-panel-refused-more = ⚠️ 另有 { $n } 个公开群不发。
post-send = 发送
post-move = 换栏目
post-discard = 取消

post-sending =
    ✅ 正在发到 { $n } 个群（{ $column }）
    发完我会告诉您结果。
post-discarded = 已取消：{ $column }，什么都没有发出。
post-refused-not_found = 这个按钮已失效。要发布内容，请发 /post。
post-refused-not_author = 这是别人写的草稿，只能由本人发送。
post-refused-no_groups = 现在没有可以发的群：请管理员先在零售客户群里发 /group 接入。草稿给您留着。
post-refused-discarded = 这份草稿已经取消了。要发布内容，请发 /post。
post-refused-already_sent = { $at } 已经发过了，不会重复发。

post-report-done = ✅ { $column }已发到全部 { $sent } 个群。
post-report-partly = ⚠️ { $column }：{ $sent } 个群已发到，{ $failed } 个群没有发成。
post-report-failure = · { $group }：{ $reason }
post-report-more = · 还有 { $n } 个群没有列出
post-reason-kicked = 我已不在这个群里
post-reason-unlinked = 这个群已取消接入
post-reason-public = 这个群变成了公开群
post-reason-unknown = 网络中断，不确定发到了没有

post-supply-head = 📋 { $at } 发布的货源信息：
post-supply-none = 最近两周没有新的货源信息。有了会发在群里的「{ $column }」栏目，您也可以随时再来查。
post-supply-in-private = 货源信息请看本群「{ $column }」栏目，或者私聊我发 /supply。

post-paused =
    ⚠️ { $column }已自动暂停：连续几个群都没有发成。
    Telegram 的说法：{ $reason }
    已发到 { $sent } 个群，还剩 { $held } 个。排除原因后点“继续”。
post-resume = 继续
post-stop = 不再发送
post-resumed = ▶️ 继续发送，发完我会告诉您结果。
post-stopped = 已停止，剩下的群不再发送。
post-pause-over = 这个按钮已失效：这条内容已不在暂停中。
post-reason-stopped = 已停止发送
