role-admin = 管理员
role-supervisor = 市场经理
role-account_manager = 客户经理
role-service_desk = 在线客服
role-broadcaster = 信息发布员
role-order_department = 订单部
role-brand_partner = 工业企业

staff-title = 员工 { $count } 人
staff-line = { $code } { $name } · { $roles } · { $district } · { $linked }
staff-owners = 另有 { $count } 位管理员由 ADMIN_IDS 指定，不在此列。
staff-card =
    { $name }（{ $code }）
    角色：{ $roles }
    所属：{ $district }
    电话：{ $phone }
    Telegram：{ $linked }
staff-linked = 已绑定
staff-unlinked = 未绑定
staff-no-role = 还没有角色
staff-no-phone = 未登记
staff-whole-company = 全公司
staff-add = ➕ 添加
staff-roles = 角色
staff-district = 所属区
staff-invite = 链接
staff-remove = 移除
staff-remove-yes = 确认移除
staff-back = 返回
staff-done = 完成
staff-cancel = 取消
staff-cancelled = 已取消，没有添加。
staff-in-private = 员工管理请到私聊里办。
staff-add-help =
    添加员工有两种办法：
    1. 把同事的名片（联系人）发给我，再选工号和角色。
    2. 发一行：/staff add 工号 姓名 角色 所属区
    例如：/staff add AM01 王芳 客户经理 东区
    角色可以写几个，用逗号隔开：客户经理、市场经理、在线客服、信息发布员、订单部、工业企业、管理员。不写所属区就是全公司。
staff-ask-code = { $name } 的工号是哪个？点下面未绑定的工号，或者直接发新的工号。
staff-ask-roles =
    { $name }（{ $code }）担任哪些角色？点一下加上，再点一下去掉，马上生效。
    现在：{ $roles }
staff-ask-district = { $name }（{ $code }）属于哪个区？现在：{ $district }
staff-ask-remove = 移除 { $name }（{ $code }）后，{ $roles }的权限马上失效。确定吗？
staff-removed = 已移除 { $name }（{ $code }），权限已失效。
staff-added-linked = ✅ 已添加 { $name }（{ $code }）并绑定。请对方打开 { $bot } 点“开始”，我才能给对方发消息。
staff-added-unlinked = ✅ 已添加 { $name }（{ $code }）。这张名片没有 Telegram 账号，稍后用“链接”请对方绑定。
staff-invite-link =
    请把这个链接转发给{ $name }，对方点开就绑定（只能用一次，{ $until } 前有效）：
    { $url }
staff-welcome =
    ✅ { $name }，您好，已绑定。您的角色：{ $roles }
    可用的命令在左下角菜单里，也可以发 /help 查看。
staff-join-unknown = 这个链接无效：可能已经换了新链接。请向管理员要最新的。
staff-join-used = 这个链接已经用过了，每个链接只能用一次。请向管理员要新的。
staff-join-expired = 这个链接已过期（有效期 7 天）。请向管理员要新的。
staff-join-person_taken = 您的 Telegram 账号已绑定另一个工号，不能再绑定。要换工号请找管理员。
staff-not_found = 这名员工已被移除。
staff-contact_gone = 这张名片已经处理过了。要再添加，请重新发一次。
staff-district_gone = 没有这个区了，请重新选。
staff-last_admin = 这是最后一位管理员，不能去掉。请先指定另一位管理员。
staff-already_linked = 这名员工已经绑定，不需要链接。
staff-code_taken = 工号 { $code } 已由{ $name }使用。请换一个工号；要换人，先移除原来的员工。
staff-person_taken = 这个 Telegram 账号已绑定{ $name }（{ $code }），一个账号只能对应一名员工。
staff-bad_code = 工号是一个不带空格的词，最长 20 个字，例如 AM01。请再发一次。
staff-name_too_long = 姓名最长 40 个字，请写短一点。
staff-incomplete = 少了内容。请写成：/staff add AM01 王芳 客户经理 东区
staff-unknown_role = 没看到角色。可以写：客户经理、市场经理、在线客服、信息发布员、订单部、工业企业、管理员。例如：/staff add AM01 王芳 客户经理 东区
staff-unknown_district = 没有“{ $district }”这个区。现有：{ $known }
staff-no-district = 还没有（导入名册时建立）

# 发布权
staff-posts-send = 发布：自己发送
staff-posts-submit = 发布：需要审批
staff-posts-make-send = 发布改为自己发送
staff-posts-make-submit = 发布改为需要审批
staff-no_choice = 这个角色的发布方式是固定的：管理员自己发送，工业企业需要审批。
