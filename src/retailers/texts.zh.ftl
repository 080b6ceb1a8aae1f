bind-notice =
    验证前请看一下：
    · 保存什么：您的 Telegram 名称和账号编号、用来核对名册的手机号、您代表的店铺，以及您发来的投诉和咨询。
    · 为什么：确认您是持证零售客户，给您发货源、订货提醒，跟进您的投诉。不作他用。
    · 谁可以用：仅限持有烟草专卖零售许可证的零售客户，须年满 18 周岁。
    不同意也没关系，我们不会要您的手机号。
bind-agree = 同意
bind-decline = 不同意
bind-declined = 好的，没有要您的手机号。想验证时再发 /bind；有事请联系{ $manager }{ $hotline }。
bind-ask-contact = 请点下面的按钮分享您的手机号，我和名册核对一下。
bind-share = 📱 分享我的手机号
bind-in-private = 验证要用手机号，请到私聊里办，约 10 秒。
bind-foreign-contact = 这是别人的名片。验证只能用您自己的手机号，请点下面的按钮分享。
bind-welcome =
    ✅ 验证成功：{ $shops }
    下面四个按钮随时可用；有事也可以直接发文字或照片给我。
bind-not-active = { $shops }在名册里是停业或歇业状态，暂时不能验证。请联系{ $manager }{ $hotline }，名册更新后再发 /bind。
bind-phone-unknown =
    名册里没有这个手机号。
    请把店铺的 12 位零售许可证号发给我，由公司确认后就能用。
bind-manager = 客户经理{ $name }
bind-your-manager = 您的客户经理
bind-hotline = ，或拨打热线 { $phone }
bind-office = 公司
bind-licence-format = 许可证号是 12 位数字，在许可证正面。请再发一次。
bind-cancel = 取消
bind-cancelled = 已取消。想验证时再发 /bind。
bind-requested =
    ✅ 已提交许可证 { $licence }，等{ $who }确认。
    有结果我马上发消息给您，不用重复提交。
bind-licence-licence_unknown = 名册里查不到 { $licence }。请对照许可证正面再发一次（24 小时内最多 { $tries } 次），或联系{ $manager }{ $hotline }。
bind-licence-too_many_tries = 24 小时内最多试 { $tries } 次，现在先停一停。请明天再试，或联系{ $manager }{ $hotline }。
bind-licence-already_pending = 许可证 { $licence } 的申请已经提交，正在等确认。有结果我会发消息给您。
bind-licence-already_linked = 许可证 { $licence } 的店铺您已经绑定，不用再验证。
bind-licence-not_active = 许可证 { $licence } 在名册里是停业或歇业状态，暂时不能验证。请联系{ $manager }{ $hotline }。
bind-licence-nobody_to_ask = 现在没有人能确认您的申请，所以没有提交。请联系{ $manager }{ $hotline }。

link-request =
    请确认：{ $name } 申请绑定「{ $shop }」
    { $route } · 许可证 { $licence }
    手机号 { $phone }（名册里没有）
    核实是店主或店员后再点同意。
link-approve = 同意
link-refuse = 拒绝
link-decided-approved = ✅ { $by }已同意：{ $name } 绑定「{ $shop }」
link-decided-refused = { $by }已拒绝：{ $name } 绑定「{ $shop }」
link-already-approved = { $by }已经同意过了，不用再处理。
link-already-refused = { $by }已经拒绝过了，不用再处理。
link-not_yours = 这份申请由该线路的客户经理、该区市场经理或管理员处理。
link-not_found = 这份申请已经不在了。
link-shop_not_active = 该店在名册里是停业或歇业状态，不能同意。请先更新名册，或点“拒绝”。
link-refused-person = 许可证 { $licence } 的绑定申请没有通过。有疑问请联系{ $manager }{ $hotline }。

bind-already = 您已验证：{ $shops }。还要加别的店，请联系客户经理把手机号登记到该店。
