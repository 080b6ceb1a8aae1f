people-verify-first = 同舟只为持证零售客户服务。点“验证身份”，用登记的手机号一键完成，约 10 秒。
people-verify = 验证身份
people-welcome-retailer =
    您好，{ $shops }。
    下面四个按钮随时可用；有事也可以直接发文字或照片给我。
people-welcome-staff =
    { $name }，您好。
    可用的命令在左下角菜单里，也可以发 /help 查看。
people-list-comma = 、
people-language-ask = 请选择语言 / Choose a language
people-language-set = 好的，以后用中文。

keyboard-complain = 📣 我要投诉
keyboard-order = 📦 今日订货
keyboard-supply = 📋 货源信息
keyboard-ask = 💬 问客服

help-retailer = 同舟是公司的客户服务助手：看货源、查订货、提投诉、问客服。不接订单，不收款。
help-staff = 您可以用这些命令：
help-stranger = 同舟只为持证零售客户和公司员工服务。零售客户请发 /bind 验证身份；员工请向管理员要链接。

menu-complain = 投诉或反映问题
menu-mycases = 我的投诉进度
menu-order = 今天订了没有，几点截止
menu-supply = 最新货源
menu-newproducts = 新品推介
menu-tasks = 我的待办
menu-away = 休假与代班
menu-cutoff = 订货截止时间：已订、未订、延长、取消
menu-post = 发布栏目内容
menu-announce = 发通知
menu-posts = 我的发布：草稿、待发、发送中、已发
menu-report = 报表：订货、投诉和趋势

menu-outage = 网上订货故障：通知与恢复
menu-import = 导入名册、订货日历、订单
menu-group = 群设置
menu-staff = 员工管理
menu-setting = 系统设置
menu-bind = 验证身份
menu-language = 语言 / Language
menu-help = 帮助

access-retailers-only = 这项服务面向持证零售客户。发 /bind 验证身份，约 10 秒。
access-shops-only = 这是零售客户用的功能。您可用的命令请发 /help 查看。
access-refused = 您没有这项权限。需要开通请联系管理员。

update-parked = ⚠️ 有一条消息处理三次都没成功，已搁置（编号 { $id }）。其他消息不受影响；请在日志里按编号查原因。

# /settings of a retailer
menu-settings = 我的设置：订货提醒、语言
preferences-title = ⚙️ 我的设置
preferences-reminders-on = 订货提醒：开（截止前没订才提醒）
preferences-reminders-off = 订货提醒：关，{ $since }起。只关了您自己的，店里其他人照常收到。客户经理看得到，可能会打电话给您。
preferences-night-on = 夜间（{ $hours }）：照常提醒
preferences-night-off = 夜间（{ $hours }）：不打扰。提醒提前到下午发；提前不了的，到点静音发。
preferences-language = 语言：中文
preferences-turn-off = 关闭订货提醒
preferences-turn-on = 打开订货提醒
preferences-spare-night = 夜间不打扰
preferences-use-night = 夜间也提醒
preferences-other-language = English
preferences-saved = 已保存
preferences-in-private = 个人设置只在私聊里看：请打开和我的私聊，发 /settings。
