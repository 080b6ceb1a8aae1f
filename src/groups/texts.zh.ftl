group-ask = 「{ $title }」还没有接入。这个群给谁用？
group-card-route = ✅ 本群已接入：{ $route } 线路零售客户群（{ $district }）
group-card-district = ✅ 本群已接入：{ $district }零售客户群（全区）
group-card-desk =
    ✅ 本群已接入：{ $district }在线客服群
    本区的投诉单会发到这里，直接回复投诉单就能答复客户。
group-card-topics = 栏目话题：{ $columns }
group-card-hashtags = 栏目（本群没有话题，按标签区分）：{ $columns }
group-card-missing =
    ⚠️ 还没有话题的栏目：{ $columns }
    请把我设为管理员并打开“管理话题”，我会自动补建。在那之前，这些栏目发在 General 里，开头带标签。
group-card-public = ⚠️ 这是公开群（@{ $username }），谁都能看到。货源信息和新品推介不会发到这里；要发，请先把群改成私密群。
group-card-unconfirmed =
    ⚠️ 货源信息和新品推介还不会发到本群：这些只能给持证零售客户看。
    群里没有其他人的话，请点第一个按钮确认，只需一次。
group-card-confirmed = 管理员已确认：群里只有持证零售客户。
group-card-language = 语言：中文
group-comma = 、

group-licensed = ✅ 群里只有持证零售客户
group-licensed-undo = 撤销确认：群里还有其他人
group-route = 一条线路的零售客户
group-district = 全区零售客户
group-desk = 某个区的在线客服
group-unlink = 取消接入
group-unlink-yes = 确定取消接入
group-back = 返回
group-page = { $page }/{ $pages }

group-choose-route = 是哪条线路的零售客户群？
group-choose-district = 是哪个区的零售客户群？
group-choose-desk = 是哪个区的在线客服群？
group-no-places = 还没有区和线路的资料。请先私聊我发 /import 导入零售客户名册，再回来接入本群。
group-making-topics = 已接入，正在建栏目话题，大约 15 秒。
group-linked = 已接入。
group-desk-taken = 这个区的在线客服群已经是「{ $title }」。要换群，请先在那个群里发 /group 取消接入。
group-desk-public = 这是公开群（@{ $username }），谁都能看到投诉内容。请先把群改成私密群，再发 /group 接入。
group-desk-turned-public =
    ⚠️ { $district }在线客服群「{ $title }」已变成公开群（@{ $username }），谁都能看到投诉内容，我已停用该群。
    本区新的投诉会私发给在线客服人员，没有时发给主管。要继续用这个群，请先改成私密群，再在群里发 /group。
group-place-gone = 这条线路或这个区已经不在资料里了。请再发 /group 重新选择。
group-button-old = 这个按钮已失效。请在群里发 /group。
group-unlink-sure = 取消接入后，栏目内容、订货提醒和投诉都不再经过「{ $title }」。确定吗？
group-unlinked = 「{ $title }」已取消接入。需要时管理员再发 /group。
group-topics-made = ✅ 栏目话题已建好：{ $columns }

group-hello = 大家好，我是同舟，公司的零售客户服务助手。请公司管理员在本群发 /group 完成接入。
group-returned = 我回来了，本群的服务照常进行。

group-list-head = 已接入 { $n } 个群：
group-list-empty = 还没有接入任何群。
group-list-route = · { $title } — { $route } 线路（{ $district }）
group-list-district = · { $title } — { $district }全区
group-list-desk = · { $title } — { $district }在线客服
group-list-left = （我已被移出）
group-list-public = （公开群）
group-list-how =
    要接入一个群：
    1. 把我拉进群，设为管理员，打开“管理话题”。
    2. 在群里发 /group，选择线路或区。
