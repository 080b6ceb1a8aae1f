menu-audit = 操作记录
audit-head = 📜 操作记录（新的在前）：{ $what }
audit-everything = 全部
audit-topic = { $topic ->
    [posts] 发布
    [people] 人员
    [office] 群和设置
    [ordering] 订货和故障
    [service] 电话和投诉
    [files] 导入导出
   *[all] 全部
 }
audit-none = 这里没有记录。
audit-system = 机器人
audit-left = 编号 { $id }
audit-line = · { $time } { $who }：{ $did }
audit-older = 更早 ›
audit-newest = ‹ 最新
audit-csv = 📄 导出表格
audit-csv-caption = 操作记录，共 { $rows } 条（{ $at }）。内有人员信息，请勿外传。{ $left ->
        [0] { "" }
       *[other] 只有最新的 { $rows } 条，另有更早的 { $left } 条没有列出，请缩短时间再导出，比如 /audit 上周。
    }
audit-csv-column = { $column ->
    [at] 时间
    [who] 操作人
    [id] Telegram 编号
    [topic] 类别
    [did] 操作
   *[about] 对象编号
 }
audit-csv-file = 操作记录
audit-unknown = 看不懂“{ $text }”。/audit 后面可以写时间（今天、上周、2026-11-23）、同事的姓名或工号，或类别（发布、人员、订货……）。
audit-several = 这样称呼的不止一位：{ $names }。请在 /audit 后面写工号。
audit-in-private = 请到我的私聊里查，里面有人员信息。
audit-button-old = 这个按钮已失效，请重新发 /audit。

audit-subject-post = { $name }{ $words ->
        [none] { "" }
       *[other] 「{ $words }」
    }
audit-subject-staff = { $name }（{ $code }）
audit-subject-shop = 「{ $name }」（{ $licence }）
audit-subject-group = 群「{ $title }」
audit-subject-window = { $place } { $day }的订货
audit-subject-outage = { $at } 的故障
audit-subject-case = 投诉单 { $number }
audit-subject-case-hidden = 一件限定范围的投诉单
audit-subject-measure = 「{ $cause }」

audit-did-post = { $what }：{ $subject }
audit-did-staff-add = 添加员工：{ $subject }
audit-did-staff-give_role = 授予{ $subject }角色：{ $role }
audit-did-staff-take_role = 取消{ $subject }的角色：{ $role }
audit-did-staff-place = 把{ $subject }调到{ $district }
audit-did-staff-approval = { $isOn ->
        [yes] { $subject }发布的内容改为需要审批
       *[no] { $subject }发布的内容改为不用审批
    }
audit-did-staff-remove = 移除员工：{ $subject }
audit-did-staff-invite = 生成邀请：{ $subject }
audit-did-staff-link = 打开邀请：{ $subject }
audit-did-staff-away = { $subject }请假到{ $day }
audit-did-staff-back = { $subject }已回岗
audit-did-retailer-link = 通过验证：{ $subject }
audit-did-retailer-link_request = 申请验证：{ $subject }
audit-did-retailer-link_approved = 同意验证申请：{ $subject }
audit-did-retailer-link_refused = 拒绝验证申请：{ $subject }
audit-did-retailer-import = 导入名册：新增 { $created }，更新 { $updated }，未采用 { $rejected }
audit-did-group-link = 接入{ $subject }（{ $kind ->
        [desk] 客服群
       *[retailers] 客户群
    }）
audit-did-group-unlink = 取消接入{ $subject }
audit-did-group-confirm = 确认{ $subject }里只有持证零售客户
audit-did-group-unconfirm = 收回对{ $subject }的确认
audit-did-setting-change = 修改{ $subject }：{ $change }
audit-did-setting-restore = { $subject }恢复默认
audit-did-window-extend = { $subject }：截止由 { $from } 延长到 { $to }
audit-did-window-advance = { $subject }：截止由 { $from } 提前到 { $to }
audit-did-window-cancel = 取消{ $subject }（原 { $from } 截止）
audit-did-window-restore = 恢复{ $subject }，{ $to } 截止
audit-did-outage-on = 发布{ $subject }
audit-did-outage-off = 结束{ $subject }
audit-did-outage-update = 更新{ $subject }的消息
audit-did-outage-longer = 确认{ $subject }还没有结束
audit-did-outage-told = { $subject }：已通知{ $who }
audit-did-outage-untold = { $subject }：收回“已通知{ $who }”
audit-told = { $who ->
    [info] 信息中心
   *[order] 订单部
 }
audit-did-outage-propose_cutoff = 为{ $subject }提出新的截止时间
audit-did-outage-confirm_cutoff = 确认{ $subject }的新截止时间
audit-did-call-number = 查看号码：{ $subject }
audit-did-call-outcome = 记录电话结果：{ $subject }，{ $outcome }
audit-did-call-undo = 撤销电话结果：{ $subject }
audit-did-follow_up-number = 查看号码（跟进）：{ $subject }
audit-did-follow_up-reopen = 重新打开跟进：{ $subject }
audit-did-follow_up-postpone = 跟进推迟 { $n } 天：{ $subject }
audit-did-complaint-number = 查看店铺号码：{ $subject }
audit-did-complaint-measure = 记录措施：{ $subject }
audit-did-report-export = 导出{ $subject }，{ $n } 行
audit-did-audit-export = 导出操作记录，{ $n } 条
audit-did-other = { $action }：{ $subject }
