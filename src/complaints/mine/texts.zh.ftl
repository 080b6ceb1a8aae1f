mine-head = 您的投诉和咨询{ $pages ->
    [1] ：
   *[other] （第 { $page }/{ $pages } 页）：
}
mine-how = 点编号看经过。
mine-button-case = { $number } { $category }
mine-button-before = 上一页
mine-button-after = 下一页
mine-button-withdraw = 撤回
mine-button-reopen = 重新办理
mine-button-no-visit = 不用上门
mine-button-back = 返回
mine-promised = 承诺：
mine-happened = 经过：
mine-line = { $line }（{ $more }）
mine-planned = 约定{ $at }
mine-paused = 等您回复，暂停计时
mine-waived = · { promise-name }：{ $kind ->
    [desk_reply] 不再另行回复
    [door_visit] 不用上门
   *[return_visit] 不用回访
}（{ $at }）
mine-entry = { $at } { $what }
mine-entry-words = { $at } { $what }：{ $words }
mine-event = { $kind ->
    [opened] 您提交
    [filed_for] 由公司代为登记
    [added] 您补充
    [edited] 您修改为
    [answered] 客服回复
    [asked] 客服询问
    [category] 类别改为
    [withdrawn] 您撤回
    [duplicate] 并入另一张单
    [planned] 约定了上门时间
    [other_time] 您要求另约时间
    [no_visit] 您说不用上门
    [visit_wanted] 您还是请我们上门
    [nobody_home] 客户经理上门，没有遇到您
    [declined] 您谢绝上门
    [visited] 客户经理已上门
    [said] 您评价
    [why] 您说明
    [attempt] 回访联系您
    [not_reached] 几次回访都没联系上您
    [rated] 回访结果
    [solved] 您确认已解决
    [closed] 办结
   *[reopened] 重新办理
}
mine-satisfaction = 您的评价：{ $satisfaction ->
    [satisfied] 满意
    [so_so] 一般
   *[not_satisfied] 不满意
}
mine-reply = 要补充，直接回复本条，文字、照片都行。
mine-withdraw-ask = 撤回后不再处理，确定吗？

menu-complaint = 为客户登记投诉：后面写许可证号和内容
menu-case = 查看一张投诉单：后面写编号
help-in-group = 在群里投诉：以“投诉”开头发一条消息，可带照片。回复只发给您本人，群里不重复您写的内容。
