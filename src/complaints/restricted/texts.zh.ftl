# 涉及工作人员、保密举报
restricted-about-name = { $about ->
    [manager] 客户经理
    [desk] 在线客服
    [delivery] 送货人员
    [unsaid] 客户不便说
   *[other] { $about }
}
restricted-about-member = { $about }（{ $name }）
restricted-about-choice = { $choice ->
    [manager] 客户经理{ $name }
    [desk] 在线客服
    [delivery] 送货人员
    [other] 其他人
   *[unsaid] 不便说
}
restricted-receipt-reply = { $due } 前，由专人回复您。
restricted-receipt-visit = { $due } 前，{ $named ->
    [yes] { $manager }
   *[no] 另行指定的人员
}上门；之后我们会回访您是否满意。
restricted-receipt-readers = 🔒 { $restriction ->
    [about_staff] 这件事不给当事人看，也不进客服群，只由本区市场经理或管理员处理。
   *[confidential] 保密处理：只有管理员和本区市场经理能看到，被反映的人看不到，店里其他人也看不到。
}
restricted-receipt-nobody = 🔒 已保密登记，但目前没有当事人以外的负责人能处理。请直接拨打{ $phone ->
    [none] { $report }
   *[other] 投诉热线 { $phone }
}。
restricted-receipt-report-line = 也可以直接拨打烟草专卖市场监管热线 { $report }。
restricted-receipt-group = 您是在群里说的，群成员看得到原话。方便时请删除那条消息，以后直接私信我。
restricted-ask-report = 这是举报违法经营或员工违纪吗？不选，也先按保密处理。
restricted-button-report = 是，保密处理
restricted-button-ordinary = 不是，按普通投诉
restricted-ask-whom = 您说的是谁？点一下，我们就不让这个人看到。
restricted-ask-words = { $number }：请写一下是谁，或者怎么认出这个人。
restricted-said = 涉及：{ $about }
restricted-button-correct = 更正涉及的人
restricted-noted = 已记下，只给负责人看。
restricted-later = 好，先不写。想说的时候，点回执上的按钮就行。
restricted-added = 已补充到 { $number }，只转给负责处理的人。
restricted-edited = 您修改的内容已记入 { $number }，只转给负责处理的人。
restricted-answer = 💬 { $number } 的回复：
restricted-answer-corrected = 💬 { $number } 的回复，更正如下：

restricted-card-head = 🔒 { $restriction ->
    [about_staff] 涉及工作人员：不进客服群，请不要转发
   *[confidential] 保密举报：只有管理员和本区市场经理能看到，请不要转发
}
restricted-card-about = 涉及：{ $about ->
    [none] 客户还没有说
   *[other] { $about }
}
restricted-card-named = { $promise }：已指定{ $name }
restricted-button-name-desk = 指定答复人
restricted-button-name-door = 指定上门人
restricted-button-about = 涉及谁
restricted-button-lift = 转为普通投诉单
restricted-button-lift-yes = 确认转为普通
restricted-button-next = 下一页
restricted-choose = { $number }：{ $what ->
    [desk] 请选择由谁答复客户。
    [door] 请选择由谁上门。
   *[about] 这件事涉及谁？选定的人从此看不到。
}
restricted-choose-none = { $number }：本区没有可以选的人。您可以直接回复投诉单，或者自己上门。
restricted-named = ✅ { $number }：已指定{ $name }，已发给对方。
restricted-about-set = ✅ { $number }：已记下涉及的人，对方看不到这张单。
restricted-lift-ask = 转为普通投诉单后，在线客服和客户经理都能看到全部内容和记录。确认吗？
restricted-lifted = { $number } 已转为普通投诉单，已发给在线客服。
restricted-passed-on = 已改为服务态度，由市场经理处理。这里的内容随后隐去。
restricted-hidden = 这张投诉单已转由专人处理，这里不再显示。
restricted-for-filed = 🔒 已为“{ $shop }”登记：{ $number }，只有负责人能看到。{ $restriction ->
    [confidential] 店里不会收到消息，请把编号口头告知本人，也可以请对方拨打 { $report }。
   *[about_staff] 这件事涉及谁？请点一下。
}
restricted-report-merged = 并入 { $n } 件

complaint-refused-not_restricted = 这张投诉单不是保密的，不用这一步。
complaint-refused-still_about = 类别还是服务态度，要保持保密。确实弄错了，请先改类别。
complaint-refused-said_before = 已经选过了，不能再改。确实需要改，请联系本区市场经理。
complaint-refused-about_them = 这张投诉单涉及这个人，请指定别人。
complaint-refused-not_staff = 这个人现在不是本区人员，请重新选择。
complaint-refused-manager_changed = 这条线路的客户经理已变动，请重新选择。
