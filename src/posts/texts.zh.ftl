column-supply = 货源信息
column-terminals = 功能终端
column-products = 新品推介
column-training = 客户培训
column-policy = 政策通知

post-announcement = 通知
post-health-warning = ⚠️ 吸烟有害健康。禁止向未成年人售烟。

post-choose = 发到哪个栏目？
post-chosen = 发布：{ $name }
post-ask =
    请发「{ $name }」的内容：文字、照片、视频、文件，或一组照片（相册）。
    发来先给您看预览，您点了发送才会发出去。
post-cancel = 取消
post-cancel-over = 这一步已经过了。要取消草稿，请点草稿下面的「取消」。
post-cancelled = 已取消，什么都没有发出。
post-step-left = 好的，这一步不做了，什么都没有发出。已有的草稿还在，见 /posts。
post-in-private = 请到我的私聊里写，先看预览，再发出去。
post-unsupported = 能发布的是文字、照片、视频、文件或相册。语音、贴纸、位置不行。请换一种再发一次。
post-not-yours = 请回复您自己发的那条消息。
post-empty = 里面没有文字也没有照片或文件。请补上内容再发。
post-too-long = 太长了，超出 { $excess } 个字符：{ $kind ->
        [caption] 配文
       *[text] 文字
    }最多 { $limit } 个字符，包括自动加上的栏目标签和健康警语。请改短：直接编辑那条消息，或重新发一条。
post-rest = ⚠️ 这一条是上一条的后半段，没有放进草稿：超过 4,096 个字符的文字，Telegram 会拆成两条。请把上一条改短，或者分两次发布。

post-album-too-long = 相册里这一条的配文超出 { $excess } 个字符（最多 { $limit } 个，包括自动加上的栏目标签和健康警语），配文没有采用。请直接编辑那条消息改短，预览会跟着变。
post-album-one = 回复相册时，我只能看到您回复的这一个文件。要发整个相册，请先发 /post 选栏目，再把相册发给我。
post-edit-too-long = 改后的{ $kind ->
        [caption] 配文
       *[text] 文字
    }超出 { $excess } 个字符（最多 { $limit } 个），没有采用，预览还是原来的。请再改短一些。
post-column-too-long = 换到「{ $column }」要加健康警语，会超出 { $excess } 个字符。请先把内容改短。
post-source-sent = 这条消息已经发布过了。要再发一次，请重新发一条内容。

post-panel = 👆 { $name } · 草稿
post-panel-to = 发给：{ $audience }
post-panel-reach = 现在有{ $groups ->
        [0] { "" }
       *[other] { " " }{ $groups } 个群
    }{ $people ->
        [0] { "" }
       *[other] { $groups ->
            [0] { "" }
           *[other] ，私聊
        } { $people } 人
    }
post-panel-unreachable = 其中 { $n } 人私聊联系不上（从没跟我说过话，或拉黑了我）。
post-panel-nobody = ⚠️ 现在没有可以发的群，也没有可以发的人。请换发送范围；群由管理员把我加进去后发 /group 接入。
post-panel-options = 选项：{ $options }
post-panel-hashtag = 没有话题的群里，开头会加上 { $tag }。
post-panel-refused-public = ⚠️ 不发到「{ $group }」：那是公开群（@{ $username }），谁都能看到商品信息。
post-panel-refused-unconfirmed = ⚠️ 不发到「{ $group }」：管理员还没有确认群里只有持证零售客户（在群里发 /group 确认）。
post-panel-refused-more = ⚠️ 另有 { $n } 个群不发。
post-panel-quiet = 🌙 避开免打扰时段，私聊消息 { $time } 再发。
post-panel-quiet-late = ⚠️ 免打扰时段到 { $time } 才结束，那时已过有效期，私聊消息不会发出。请换时间，或把有效期改长。
post-panel-words = ⛔ 里面有不能发的词：{ $words }。请先编辑掉。
post-panel-sale = ⚠️ 这些话像是在群里接单或卖货：{ $words }。我们只做服务，不在这里销售，订货请走订货系统。
post-panel-edit = 要改内容，直接编辑您发的那条消息，或点「换内容」。
post-panel-renew = 要改内容，请点「换内容」。
post-send = 📨 发送
post-schedule = ⏰ 定时发送
post-time = ⏰ 时间
post-audience = 👥 发给谁
post-options = ⚙️ 选项
post-test = 👁 试发给我
post-renew = ✏️ 换内容
post-renew-ask = 请发「{ $name }」的新内容。发给谁、时间、选项都不变。
post-renew-ask-sent = 请发「{ $name }」的新内容。改之前会再问您一次。
post-renew-same = 和现在的内容一样，没有改动。
post-renew-keep = 不换了
post-renew-kept = 没有改动。
post-renew-over = 这份草稿已经发送或提交了，或者您发的那条消息已经是另一份内容。没有改动，现在的情况请看 /posts。
post-copy = 📄 再用一次
post-move = 🗂 换栏目
post-discard = ✖ 取消
post-back = ‹ 返回
post-tested = 下面就是收到的样子

post-when-now = 时间：点发送后马上发
post-when-once = 时间：{ $at }
post-when-weekly = 时间：每{ $day } { $time }，下一次 { $at }
post-weekday = { $day ->
        [1] 周一
        [2] 周二
        [3] 周三
        [4] 周四
        [5] 周五
        [6] 周六
       *[7] 周日
    }
post-time-now = 马上发
post-time-weekly = 🔁 每周发
post-time-ask = 请选时间，或者直接写给我，比如“明天 9:00”“周五下午3点”“每周一 9:00”。
post-time-weekdays = 每周哪一天发？要换钟点，请直接写给我，比如“每周五 15:00”。
post-time-unreadable = 这里面看不出时间，没有改动。请这样写：“明天 9:00”“11月30日 15:00”或“每周一 9:00”。
post-time-no_time = 是几点呢？请把日期和钟点一起写，比如“明天 9:00”。还没有改动。
post-time-ambiguous = 这样写有两种意思，没有改动。请写上日期，钟点用 24 小时制，比如“11月30日 15:00”。
post-time-past = 这个时间已经过了，没有改动。请写一个以后的时间。
post-time-too_far = 这个时间在半年以后了，没有改动。请写近一点的时间。
post-scheduled = ⏰ { $name } · 定时待发
post-scheduled-audience = 发给谁以开始发送时为准，之后才接入的群也不会漏。
post-unschedule = ✏️ 修改
post-stop-waiting = ⏹ 停止
post-stopped = ⏹ { $name }：已停止，到时间不会发。内容还给作者留着，我会告诉作者。
post-unstarted-stopped = ⏹ 管理员停止了这条定时内容。
post-unstarted-late = ⚠️ 这条内容六个多小时前就该发了，当时我没有运行，所以没有发。还要不要发，请您决定。
post-unstarted-no_right = ⚠️ 这条内容到了时间，但您现在没有发布权限，所以没有发。请联系管理员。
post-unstarted-needs_approval = ⚠️ 这条内容到了时间，但您发布的内容现在要先审批，所以没有发。请点「提交审批」。
post-unstarted-others = ⚠️ { $author }排的这条内容到时间了，但作者已没有发布权限，没有发出去，以后也不会再发：
    { $title }
    需要的话，请另安排同事用 /post 重新发布。
post-unstarted-nobody = ⚠️ 这条内容到了时间，但没有可以发的群，也没有可以发的人，所以没有发。请换发送范围。
post-unstarted-words = ⚠️ 这条内容到了时间，但里面有不能发的词：{ $words }，所以没有发。请先编辑掉。

post-list-in-private = 请私聊我发 /posts，发布内容的列表不在群里显示。
post-list-head = { $list }。点一条，看内容和能做的操作。
post-list-empty = { $list }。要写新的，请发 /post 或 /announce。
post-list-drafts = 草稿 { $n }
post-list-waiting = 待发 { $n }
post-list-running = 发送中 { $n }
post-list-sent = 已发 { $n }

post-options-explained =
    置顶：发到群后置顶，不另外提醒。
    静音：收到时不响铃。
    保护内容：不能转发、保存。
    需要已阅：下面带「已阅」按钮，您能看到谁还没点。
    有效期：过了时间还没发到的，就不再发。
post-option-pin = 置顶
post-option-silent = 静音
post-option-protect = 保护内容
post-option-requireAck = 需要已阅
post-option-valid = { $hours } 小时内有效
post-option-valid-always = 有效期：不限

post-aud-groups-all = 全部客户群
post-aud-groups-none = 不发群
post-aud-groups-districts = 群：按区选
post-aud-groups-routes = 群：按线路选
post-aud-people-all = 私聊：全部
post-aud-people-none = 不发私聊
post-aud-people-districts = 私聊：按区
post-aud-people-routes = 私聊：按线路
post-aud-people-tiers = 星级
post-aud-people-types = 业态
post-aud-people-areas = 城乡
post-aud-people-no-group = 没有群的店
post-aud-people-licences = 许可证号名单
post-aud-no-choices = 名册里没有可以选的内容。
post-aud-choose-gd = 点选要发的区，可以选多个。
post-aud-choose-gr = 点选要发的线路群，可以选多个。
post-aud-choose-pd = 点选要私聊的区，可以选多个。
post-aud-choose-pr = 点选要私聊的线路，可以选多个。
post-aud-choose-pt = 点选星级（后面是店数），可以选多个。
post-aud-choose-pb = 点选业态（后面是店数），可以选多个。
post-aud-choose-pa = 点选城乡（后面是店数）。
post-aud-ask-licences = 请把许可证号发给我（12 位，多个用空格、逗号或换行分开），一条消息发完；号码多的话，发一个 CSV 或 Excel 文件。
post-aud-no-licences = 里面没有认得的许可证号（12 位数字，名册里在用的店）。请检查后再发一次。
post-aud-unknown-licences = ⚠️ 有 { $n } 个号码不在{ $roster ->
        [district] 您这个区的
       *[company] { "" }
    }名册里，没有采用：{ $shown }

post-audience-all-groups = 全部零售客户群
post-audience-groups = { $places }的客户群
post-audience-everyone = 私聊全部已验证的人
post-audience-people = 私聊 { $traits }
post-audience-licences = 名单 { $n } 户
post-audience-no-group = 没有群的店
post-audience-nobody = 还没有选
post-audience-and = ；
post-audience-more = { $shown }等（另有 { $n } 个）
post-business-type = { $value ->
        [supermarket] 超市
        [convenience_store] 便利店
        [grocery] 食杂店
        [tobacco_liquor] 烟酒商店
        [entertainment] 娱乐服务
        [mall] 商场
        [other] 其他
       *[unknown] { $value }
    }
post-area = { $value ->
        [urban] 城镇
        [rural] 乡村
       *[unknown] { $value }
    }

post-discarded = 已取消：{ $name }，什么都没有发出。
post-restore = ↩️ 恢复草稿
post-refused-not_found = 这个按钮已失效。要发布内容，请发 /post。
post-refused-not_author = 这是别人写的草稿，只能由本人处理。
post-refused-nobody = 现在没有可以发的群，也没有可以发的人。草稿给您留着，请换发送范围。
post-refused-past = 选的时间已经过了，请点「时间」重新选。
post-refused-words = 里面有不能发的词：{ $words }。请编辑您发的那条消息，再点一次。
post-refused-discarded = 这份草稿已经取消了。要发布内容，请发 /post。
post-refused-waiting = 这份内容已经提交或定时，现在不能改。
post-refused-already_sent = { $at } 已经发过了，不会重复发。

post-progress-sending = 📨 { $name }：正在发送（{ $at } 开始）
post-progress-paused = ⏸ { $name }：已暂停（{ $at } 开始）
post-progress-sent = ✅ { $name }：已发完（{ $at } 开始）
post-progress-cancelled = ⏹ { $name }：已停止（{ $at } 开始）
post-progress-recalled = ↩️ { $name }：已撤回（{ $at } 发出）
post-count-sent = 已送达 { $n }
post-count-failed = 失败 { $n }
post-count-unreachable = 联系不上 { $n }
post-count-skipped = 未发 { $n }
post-count-unknown = 不确定 { $n }
post-progress-pace = { $unit ->
        [second] 每秒
       *[minute] 每分钟
    } { $rate } 条，还要约 { $minutes ->
        [0] { $seconds } 秒
       *[other] { $minutes } 分钟
    }
post-progress-waiting = 其中私聊 { $n } 人在免打扰时段后（{ $time }）发
post-pause = ⏸ 暂停
post-resume = ▶️ 继续
post-send-rest = ▶️ 还是发完
post-stop = ⏹ 不再发送
post-steer-over = 这个按钮已失效：这条内容已不在发送中。
post-steer-not_yours = 只有作者本人或管理员可以处理。

post-ack = ✅ 已阅
post-ack-preview = 这是预览：发出去以后，读者点这里才会记下。
post-ack-ask = 看过以上内容，请点一下「已阅」。

post-report-done = ✅ { $name }：{ $sent } 处全部送达。
post-report-partly = ⚠️ { $name }：送达 { $sent }，没有送达 { $failed }。
post-report-failure = · { $recipient }：{ $reason }
post-report-more = · 还有 { $n } 个没有列出
post-reason-migrated = 群升级成了超级群，升级前的消息我动不了，请在群里手动处理
post-reason-kicked = 我已不在这个群里
post-reason-unlinked = 这个群已取消接入
post-reason-public = 这个群变成了公开群
post-reason-unconfirmed = 还没有确认群里只有持证零售客户
post-reason-unknown = 网络中断，不确定发到了没有
post-reason-stopped = 已停止发送
post-reason-too-late = 过了有效期
post-reason-unverified = 已不是在用店铺的人
post-reason-blocked = 屏蔽了我
post-reason-deactivated = 账号已注销
post-reason-never-started = 还没有和我私聊过

post-supply-head = 📋 { $at } 发布的货源信息：
post-supply-none = 最近两周没有新的货源信息。有了会发在群里的「{ $column }」栏目，您也可以随时再来查。

post-paused =
    ⚠️ { $name }已自动暂停：连续几次都没有发成。
    Telegram 的说法：{ $reason }
    已送达 { $sent }，还剩 { $left }。排除原因后点“继续”。

# 发出以后：已阅、报告、提醒、重发、导出
post-ack-done = ✅ 已记下，谢谢您。
post-ack-again = 您 { $at } 已经点过了，谢谢您。
post-ack-no_shop = 员工不用点。谁已阅、谁还没点，作者在「报告」里能看到。
post-ack-recalled = 这条内容已撤回，不用再点。请以最新发布的为准。
post-ack-not_found = 这个按钮已失效，不用再点。

post-report = 📊 报告
post-report-refresh = ↻ 刷新
post-report-repeats = 其中 { $n } 个可能收到两次
post-report-reason = · { $reason }：{ $n }
post-acks = 点了「已阅」：{ $acked } / { $expected } 人，还有 { $left } 人没点
post-acks-nobody = 发送范围里现在没有需要点「已阅」的人。
post-acks-unreachable = 没点的人里有 { $n } 人不能私聊（没和我说过话，或屏蔽了我），名单在导出的表格里
post-acks-others = 另有 { $n } 位不在发送范围的人也点了，没有算在内
post-acks-district = { $district } { $acked } / { $expected }
post-acks-route = · { $route } { $acked } / { $expected }
post-follow-not_found = 这个按钮已失效：这条内容还没有发出，或已不在了。
post-follow-not_yours = 只有作者本人、本区市场经理或管理员可以处理。

post-remind = 🔔 提醒没点的 { $n } 人
post-remind-ask = 私聊提醒还没点「已阅」的 { $n } 人？已经点了的不会收到。
post-remind-ask-quiet = 🌙 现在是免打扰时段，{ $at } 再发提醒。
post-remind-ask-others = 另有 { $n } 人不能私聊，要用别的办法通知，名单在导出的表格里。
post-remind-go = 🔔 提醒 { $n } 人
post-remind-done = 正在提醒 { $n } 人。
post-remind-done-quiet = 已安排：{ $at } 提醒 { $n } 人，现在是免打扰时段。
post-remind-nobody = 没有可以私聊提醒的人：都点过了，或者不能私聊。名单在导出的表格里。
post-remind-too_soon = 一小时内刚提醒过。{ $at } 以后可以再提醒。
post-remind-too_late = 已经过了有效期，不再提醒。需要的话请另发一条。
post-remind-under_way = 还没有发完。发完以后再提醒。
post-remind-message =
    🔔 请您看一下：「{ $line }」
    看过请点一下「已阅」。

post-retry = 🔁 重发没发到的 { $n } 个
post-retry-ask =
    哪些再发一次？
    失败：{ $failed } · 当时联系不上、现在恢复了：{ $back }
    不确定发到没有：{ $unknown }（再发，对方可能收到两次）
post-retry-sure = 🔁 只重发没发到的 { $n } 个
post-retry-all = 🔁 连不确定的一起，{ $n } 个
post-retry-done = 正在重发给 { $n } 个。
post-retry-nothing = 没有可以重发的：已经在重发，或者对方还是联系不上。
post-retry-outdated = 这些已经重发过了。请点「刷新」看现在的情况。
post-retry-too_late = 已经过了有效期，不再发送。需要的话请另发一条。
post-retry-paused = 这条内容暂停了。请先点「继续」。
post-retry-recalled = 这条内容已撤回，不能再发。

post-csv = 📄 导出表格
post-csv-caption = 每个群、每个人的发送结果，共 { $rows } 行（{ $at }）。内有客户信息，请勿外传。
post-csv-column-recipient = 收件方
post-csv-column-kind = 类型
post-csv-column-district = 区
post-csv-column-route = 线路
post-csv-column-shop = 店铺
post-csv-column-licence = 许可证号
post-csv-column-result = 结果
post-csv-column-reason = 原因
post-csv-column-attempts = 尝试次数
post-csv-column-repeated = 可能收到两次
post-csv-column-sent_at = 发送时间
post-csv-column-acked_at = 已阅时间
post-csv-group = 群
post-csv-person = 私聊
post-csv-member = 群成员
post-csv-by-group = 发在群里
post-csv-yes = 是
post-csv-pending = 待发
post-csv-held = 暂停
post-csv-sending = 正在发
post-csv-sent = 已送达
post-csv-failed = 失败
post-csv-unreachable = 联系不上
post-csv-unknown = 不确定
post-csv-skipped = 未发
# 审批
post-submit = 📤 提交审批
post-take-back = ↩️ 撤回提交
post-take-back-late = 这份内容已不在审批中，下面是现在的情况。
post-panel-returned = ↩️ { $name }退回了这份内容：{ $reason }
post-panel-submitted = ⏳ { $name } · 等待审批，已交给{ $approvers }
post-panel-submitted-how = 审批期间不能修改。要改，请先撤回提交。
post-refused-submitted = 这份内容正在审批，现在不能改。要改，请先点「撤回提交」。
post-refused-needs_approval = 您发布的内容需要先审批。请点「提交审批」。
post-refused-no_right = 您现在没有发布的权限。需要开通请联系管理员。
post-refused-column = 工业企业只能发布「新品推介」。请发 /post，选这个栏目。
post-refused-no_approver = 现在没有可以审批的人，草稿给您留着。请管理员在 /staff 里指定一位市场经理，并请对方打开我点“开始”，然后您再提交。
post-edit-submitted = 这份内容正在审批，修改没有采用。要改，请先点「撤回提交」，再编辑一次。
post-approved = ✅ { $approver }批准了「{ $name }」，正在发送。
post-approved-scheduled = ✅ { $approver }批准了「{ $name }」，{ $at } 发送。
review-card = 👆 { $author }（{ $roles }）提交的「{ $name }」，请您审批。
review-card-closed = { $author }提交的「{ $name }」
review-again = ⏰ { $at } 提交的内容还没有人审批。
review-start = 发送时间：{ $at }
review-start-passed = 发送时间：{ $at }（已经过了，批准后马上发）
review-approve = ✅ 批准
review-return = ↩️ 退回
review-show = 👁 再看一遍
review-ask-reason = ✍️ 请用一条消息写明退回的原因，作者会看到。不退回，请点下面的返回，或发 /cancel。
review-reason-empty = 退回的原因请用文字写，作者要照着改。不退回，请发 /cancel。
review-reason-too_long = 原因最长 { $limit } 个字符，请写短一点再发一次。
review-kept = 没有退回，仍在等待审批。
review-approved = ✅ { $name }已于 { $at } 批准。
review-returned = ↩️ { $name }已于 { $at } 退回：{ $reason }
review-taken_back = 作者已撤回，不用审批了。
review-replaced = 这是旧的一次提交。作者之后又有改动，请以最新的一条为准。
review-refused-not_found = 这个按钮已失效。
review-refused-own = 不能审批自己写的内容，请由别人处理。
review-refused-not_in_charge = 这份内容由作者所在区的市场经理审批，您不用处理。
review-refused-author_gone = 作者现在没有发布的权限，不能批准。请退回这份内容。
review-refused-words = 里面有不能发的词：{ $words }，不能批准。请退回这份内容。
review-refused-nobody = 现在没有可以发的群，也没有可以发的人，不能批准。请退回，让作者换发送范围。

# 发出后的修改与撤回
post-edit-ask =
    👆「{ $name }」的新内容。{ $n ->
        [0] 目前还没有送达任何地方。
       *[other] 已送达的 { $n } 处要一起改吗？
    }{ $left ->
        [0] { "" }
       *[other] 还没发到的 { $left } 处会直接收到新内容。
    }
post-edit-ask-table = 表格现在 { $n } 行：新增 { $added }，去掉 { $removed }，改动 { $changed }。零售客户发 /supply 看到的档位数量也随之更新。
post-edit-yes = ✏️ 全部修改
post-edit-no = 不改
post-edit-left = 没有改动，发出去的还是原来的内容。要改，请再编辑一次您发的那条消息。
post-edit-running = ✏️ { $name }：正在修改
post-edit-ended = ✏️ { $name }：已修改
post-edit-done = ✅ { $name }：{ $done ->
        [0] 之后发出的都是新内容。
       *[other] { $done } 处都已改好。
    }
post-edit-partly = ⚠️ { $name }：改好 { $done } 处，没有改成 { $failed } 处。
post-edit-unsure = 另有 { $n } 处发送时网络中断；如果那一次其实送到了，那一条没有改。
post-edit-refused-too_long = 改后的{ $kind ->
        [caption] 配文
       *[text] 文字
    }超出 { $excess } 个字符（连同自动加上的内容，最多 { $limit } 个）。发出去的没有改动，请再改短一些。
post-edit-refused-reverted = 内容又和发出去的一样了，没有改动。
post-edit-refused-waiting = 这份内容已经提交或定时，现在不能改，发出的会是改动之前的内容。
post-edit-refused-recalled = 这条内容已经撤回，不能再改。要重新发布，请发 /post。
post-edit-refused-nowhere = 这条内容没有送达任何地方，无需修改。请另发一条。
post-edit-refused-media_kind = Telegram 不能把文字改成文件、把文件改成文字，也不能把相册里的照片换成文档。发出去的没有改动。请撤回后另发一条。
post-edit-refused-table = 货源表只能换成另一个表格文件（CSV 或 Excel）。发出去的没有改动。
post-edit-refused-same_table = 这个表格和发出去的一样，没有改动。
post-edit-refused-needs_approval = 您发布的内容要先审批，发出后不能直接修改。请另提交一条。
post-edit-refused-words = 里面有不能发的词：{ $words }。发出去的没有改动，请先编辑掉。
post-edit-refused-outdated = 这个按钮已失效：内容又有了新的改动，请看最新的一条。
post-edit-refused-done = 已经选过了：正在修改。
post-edit-refused-left = 已经选过了：不改。要改，请再编辑一次您发的那条消息。
post-edit-refused-not_yours = 只有作者本人或管理员可以处理。

post-recall = ↩️ 撤回
post-recall-ask =
    要撤回「{ $name }」吗？{ $n ->
        [0] 目前还没有送达任何地方。
       *[other] 已送达 { $n } 处。
    }
post-recall-will-remove = · { $n } 处：直接删除
post-recall-will-note = · { $n } 处：已超过 48 小时，Telegram 不能删除，改成撤回说明
post-recall-will-drop = · { $n } 处还没发到：不再发送
post-recall-yes = ↩️ 确认撤回
post-recall-no = 不撤回
post-recall-left = 没有撤回。
post-recall-running = ↩️ { $name }：正在撤回
post-recall-ended = ↩️ { $name }：已撤回
post-recall-done = ↩️ 「{ $name }」已撤回：删除 { $removed } 处{ $notices ->
        [0] 。
       *[other] ，改成撤回说明 { $notices } 处。
    }
post-recall-partly = ⚠️ 「{ $name }」已撤回，但有 { $failed } 处没有撤成。删除 { $removed } 处{ $notices ->
        [0] 。
       *[other] ，改成撤回说明 { $notices } 处。
    }
post-recall-unsure = 另有 { $n } 处发送时网络中断；如果那一次其实送到了，那一条撤不回来。
post-recall-refused-not_sent = 这条内容还没有发出，无需撤回。
post-recall-refused-recalled = 这条内容已经撤回了。
post-recall-refused-nowhere = 这条内容没有送达任何地方，无需撤回。
post-recall-refused-not_yours = 只有作者本人、作者所在区的市场经理或管理员可以撤回。
post-withdrawn = { $at }的这条消息已撤回。

# 发出以后：谁做了什么
post-history = 📜 记录
post-history-head = 📜 { $name } · 操作记录
post-history-line = { $at } { $who }：{ $what }
post-history-itself = 自动
post-history-written = 写草稿
post-history-submit = 提交审批
post-history-take_back = 撤回提交
post-history-approve = 批准
post-history-return = 退回
post-history-schedule = 定时，{ $at } 发送
post-history-unschedule = 取消定时
post-history-not_started = 到时间没有发：{ $reason ->
        [late] 时间已过太久
        [no_right] 作者已没有发布权限
        [nobody] 没有可以发的人
        [words] 有不能发的词
       *[other] 已停止
    }
post-history-send = 发送（{ $groups } 个群，私聊 { $people } 人）
post-history-pause = 暂停（还剩 { $n }）
post-history-resume = 继续
post-history-cancel = 不再发送（还剩 { $n }）
post-history-retry = 重发 { $n } 个
post-history-edit = 修改（已送达 { $n } 处）
post-history-recall = 撤回（已送达 { $n } 处，没发的 { $dropped } 处不再发）
post-history-remind = 提醒没点「已阅」的 { $n } 人
post-history-export = 导出表格（{ $n } 行）
