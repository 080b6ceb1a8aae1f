complaint-comma = { ", " }
complaint-category-name = { $category ->
    [advice] question
    [supply] supply
    [ordering] ordering
    [delivery] delivery
    [quality] quality and returns
    [settlement] settlement
    [attitude] service attitude
    [licensing] licensing
   *[other] other
}
complaint-state-name = { $state ->
    [open] in progress
    [closed] closed
    [duplicate] merged into another
   *[withdrawn] withdrawn
}
complaint-satisfaction-name = { $satisfaction ->
    [satisfied] satisfied
    [so_so] so-so
   *[not_satisfied] not satisfied
}
complaint-event-name = { $kind ->
    [opened] filed
    [message] filed
    [order_help] help with an order
    [filed_for] filed for the shop
    [added] shop added
    [edited] edited
    [answered] desk replied
    [category] category changed to
    [withdrawn] withdrawn
    [claimed] claimed
    [released] given back to the desk
    [asked] desk asked the shop
    [resumed] clock runs again
    [handed_over] handed over to
    [postponed] postponed
    [duplicate] goes on with
    [planned] visit planned for
    [other_time] shop asked for another time
    [no_visit] shop wants no visit
    [visit_wanted] shop wants a visit after all
    [nobody_home] nobody at the shop
    [declined] shop declined the visit
    [said] shop says
    [attempt] return visit tried
    [not_reached] shop not reached
    [waived] waived
    [solved] shop says solved
    [reopened] reopened
    [visited] door visit
    [rated] return visit
    [about] is about
    [restricted] confirmed as a report
    [lifted] made an ordinary case
    [cause] cause
    [closed] closed
   *[breached] promise missed
}

complaint-ask-text = Please write what happened, or just send a photo, a video or a voice message. One message is enough.
complaint-ask-question = Please write your question; the service desk will answer you.
complaint-ask-order = Please send me your question, as text or a screenshot: I pass it to the service desk. They help you, but cannot place the order for you.{ $phone ->
    [none] {""}
   *[other] { " " }If time is short, call the ordering line: { $phone }.
}
complaint-ask-order-again = Please just send me your question, as text or a screenshot: I pass it to the service desk.
complaint-button-cancel = Cancel
complaint-cancelled = All right, nothing was filed. Press “{ $button }” whenever you need it.
complaint-choose-shop = Which shop is this about?
complaint-shop-chosen = Shop: { $shop }
complaint-button-category = Change category
complaint-button-withdraw = Withdraw
complaint-button-withdraw-yes = Yes, withdraw
complaint-button-keep = Keep it
complaint-button-back = Back

complaint-receipt = ✅ Complaint received: { $number } ({ $category })
complaint-receipt-advice = ✅ Your { $category } has been received: { $number }
complaint-receipt-shop = Shop: { $shop }
complaint-receipt-reply = The service desk replies by { $due }.
complaint-receipt-visit = { $named ->
    [yes] Your account manager { $manager }
   *[no] Someone from the company
} comes to the shop by { $due }; afterwards we ask whether you are satisfied.
complaint-receipt-more = Send photos or more details right here.
complaint-receipt-hotline = Complaint hotline: { $phone }
complaint-withdrawn = { $number } is withdrawn. To raise it again, press “{ $button }”.
complaint-answer = 💬 The service desk on { $number }:
complaint-answer-corrected = 💬 The service desk corrects its reply on { $number }:
complaint-closed =
    ✅ { $number } is closed{ $satisfaction ->
        [none] .
        [not_reached] ; several times we could not reach you to ask about the result.
       *[other] ; your verdict: { complaint-satisfaction-name } (confirmed by { $by }).
    }

complaint-group-receipt = Received; I have written to you privately.
complaint-group-start = Received. I can not write to you yet: press the button below, then Start, to see how it goes on.
complaint-group-ask = Please tell me in our private chat what happened.
complaint-group-choose = Please tell me in our private chat which shop it is about.
complaint-group-open = Open private chat
complaint-group-hint = Complaints are a service for licensed retailers. Press the button below and verify with the phone number on file: about ten seconds.
complaint-start-none = You have no complaint in progress. To raise one, press “{ $button }”.
complaint-start-open = Your complaint is in progress; send /mycases at any time to see how it stands.
complaint-added = Added to { $number } and passed on to the service desk.
complaint-noted = ✅ { $number }: noted ({ $what }).
complaint-edited = Your change is noted in { $number } and passed on to the service desk.

complaint-card-head = { $number } · { $category } · { $shop } ({ $place })
complaint-card-quote = “{ $text }”
complaint-card-no-words = (no words)
complaint-card-more = (A long text: all of it follows in the next message)
complaint-card-files = Attached: { $count }, see below
complaint-card-due = Reply by { $due }
complaint-card-due-soon = Reply by { $due } ({ $minutes } min left)
complaint-card-overdue = ⚠️ Reply overdue since { $due }
complaint-card-answered = Answered
complaint-card-history = { $count ->
    [0] no other complaint in 90 days
    [1] 1 other complaint in 90 days
   *[other] { $count } other complaints in 90 days
}{ $last ->
    [none] { "" }
   *[other] , the last one { $last ->
        [satisfied] satisfied
        [so_so] so-so
       *[not_satisfied] not satisfied
    }
}
complaint-card-how = Reply to this message to answer the shop
complaint-note-filed = { $number }: attachment
complaint-note-added = { $number }, added by the shop:
complaint-note-edited = { $number }, changed by the shop, now:
complaint-note-withdrawn = { $number } was withdrawn by the shop: nothing more to do.
complaint-note-category = { $number }: the shop changed the category to { $category }

complaint-answer-passed = The correction has been passed on to the shop ({ $number }).
complaint-answered = ✅ Passed on to { $shop } ({ $number }).
complaint-answered-late = Passed on to { $shop } ({ $number }). This reply came after the promised time; that is noted.
complaint-answered-unreached = Noted, but my private messages do not reach this customer at present ({ $number }): please telephone.
complaint-reply-needs-button = Please use the buttons for this task; a reply here does not reach the shop. To answer the shop, press “{ $button }” and reply to the case it shows.
complaint-category-set = Category: { $category }

complaint-refused-not_found = No such case. Numbers read like C-20261123-0007.
complaint-refused-not_yours = This case is not yours to handle: it belongs to the shop, the district's desk, its account manager and the supervisors.
complaint-refused-not_your_shop = You no longer act for this shop, so you can not file for it. Please ask your account manager.
complaint-refused-empty = There is nothing in it. Please write a few words.
complaint-refused-too_many = You have filed ten cases within an hour, so this one was not filed. To add to a case, reply to its receipt; for something new, write again in an hour{ $phone ->
    [none] .
   *[other] ; the hotline is { $phone }.
}
complaint-refused-withdrawn = This case was withdrawn by { $by } ({ $at }) and can not be handled any more.
complaint-refused-duplicate = { $by } merged this case into another one ({ $at }). Please go on there.
complaint-refused-closed = This case was closed on { $at }. Within seven days of that, the shop can have it taken up again with the button under “closed”.
complaint-refused-already = Already done by { $by } ({ $at }).
complaint-refused-no_visit = This case needs no door visit.
complaint-refused-not_visited = The door visit has not been made yet, so there is nothing to ask about.
complaint-refused-same_person = Whoever made the door visit can not make the return visit. Please leave it to another supervisor.
complaint-someone = the shop
complaint-staff-only-retailers = Complaints are filed by the retailers themselves. Please ask them to press “{ $button }”, or to begin a message in the group with “complaint”.
complaint-private = Please look at that in our private chat.
complaint-case-usage = Please add the number: /case C-20261123-0007

complaint-cases-none = You have not filed any complaint or question. Press “{ $button }” when you need to.
complaint-cases-item = { $number } · { $category } · { $state }

promise-name = { $kind ->
    [desk_reply] Desk reply
    [door_visit] Door visit
   *[return_visit] Return visit
}
promise-owner = { $kind ->
    [desk_reply] service desk
    [door_visit] nobody
   *[return_visit] supervisors
}
promise-line-open = · { $name }: by { $due }
promise-line-overdue = · { $name }: was due by { $due }; overdue, we are following it up
promise-line-ended = · { $name }: { $state ->
    [kept] done, { $at }
    [kept_late] done, { $at }, later than promised
   *[waived] waived, { $at }
}
promise-breach = ⚠️ Promise missed: { $number } { $kind ->
    [desk_reply] has no reply yet
    [door_visit] has not been visited yet
   *[return_visit] has had no return visit yet
} (due by { $due }, owner: { $owner })
promise-visit-head = 🏠 Door visit, by { $due }
promise-visit-address = Address: { $address }
promise-visit-unreached = My messages do not reach account manager { $manager } at present: please arrange the visit.
promise-visit-nobody = This route has no account manager: please arrange the visit.
promise-return-head = 📞 Return visit, by { $due }
promise-return-visited = { $manager } came to the shop ({ $at }): { $result }
promise-return-ask = Please ask the shop whether it is satisfied with the result, then tap:
promise-button-visited = Visited, enter result
promise-button-show = Show
promise-button-satisfied = Satisfied
promise-button-so-so = So-so
promise-button-not-satisfied = Not satisfied
promise-ask-result = { $number }: please write in a sentence what came of the visit; you may send a photo with a caption.
promise-visited = ✅ The result of { $number } is noted. A supervisor makes the return visit by { $due }.
promise-rated = ✅ Return visit of { $number }: { $satisfaction }. { $state ->
    [closed] The case is closed.
    [reopened] The case is taken up again (round { $round }); reply and visit are promised anew.
   *[open] The desk still owes its reply; the case closes with it.
}

plain-what = Is this …
plain-complaint = A complaint
plain-question = A question
plain-add = Add to { $number }
plain-is = This is: { $choice }.
plain-chosen = All right, filed as: { $choice }.
plain-cancel = Neither, cancel
plain-noted = All right, that counts too. Please choose above.
plain-full = This message was not kept: that is as much as fits into one case. Please choose above first, then send the rest.
plain-expired = That was more than a day ago, so nothing was filed. If you still need it, please send it again.
plain-gone = This message has been dealt with already.
plain-author = To publish this, reply to it with /post (a column) or /announce. Send /help for your other commands.
plain-staff = I did not understand. Send /help for your commands.
plain-unknown-command = There is no such command. Send /help for your commands.
button-outdated = This button no longer works. Please open the menu again or send /help.

promise-result-later = All right, later. The task stays open: /tasks

# A similar case
complaint-similar = Your shop has a similar case from the last 24 hours in progress: { $number }. Add to it, or open a new one? If you choose neither within 15 minutes, I open a new one.
complaint-similar-new = Open a new one
complaint-similar-filed = All right, a new case: { $number }.
complaint-group-similar = Received; please choose in our private chat how to go on.
complaint-receipt-undecided = You chose neither to add it nor to open a new case, so it is a new one:

# Staff file for a shop
complaint-for-usage = Please write: /complaint LICENCE text (12 digits; a photo or voice message may come with it). You can also reply to a message with just /complaint LICENCE.
complaint-for-group-usage = In a retailers’ group, please reply /complaint to the customer’s message. What came by telephone or at the counter goes into our private chat: /complaint LICENCE text
complaint-for-unverified = { $name } is not verified for any shop yet, so this was not filed. Please ask them to verify with me in private; if it is urgent, write in our private chat: /complaint LICENCE text
complaint-for-filed = ✅ Filed for { $shop }: { $number }. The shop gets the receipt.
complaint-for-filed-unreached = ✅ Filed for { $shop }: { $number }. My private messages do not reach the shop at present: please tell them the number.
complaint-for-already = This was filed before: { $number } ({ $shop }).
complaint-for-cancelled = All right, nothing was filed.
complaint-receipt-filed-for = { $name } filed this for you { $how ->
    [phone] after your call or visit
   *[group] from your message in the group
}.
complaint-card-filed-for = { $how ->
    [phone] By telephone or at the counter, filed by
   *[group] From a group message, filed by
} { $name }
complaint-refused-not_your_area = This shop is not yours to handle, so nothing was filed. Please pass it on to its district’s service desk or its account manager.
complaint-refused-shop_not_active = This shop is suspended or closed, so nothing was filed. Please check the roster with an admin.
complaint-refused-unknown_licence = No shop on the roster has this licence number, so nothing was filed. Please check the 12 digits; an admin imports new shops.

# Why it came to a case
complaint-cause-name = { $cause ->
    [late] Late delivery
    [short] Short or wrong goods
    [damaged] Damaged goods
    [supply] Short supply
    [system] System fault
    [charge] Charging error
    [attitude] Service attitude
    [unclear] Unclear information
    [policy] Policy or rules
    [shop] Shop’s own handling
   *[other] Other cause
}
complaint-cause-ask = The case is closed. What was the main cause? Please choose one by { $until }: common causes are counted from it.
complaint-cause-set = Cause: { $cause } ({ $by }, { $at })
complaint-cause-until = It can be changed until { $until }.
complaint-cause-someone = service desk
complaint-cause-change = Change the cause
complaint-refused-not_closed = The cause is chosen when the case is closed, and this one is still open.
complaint-refused-cause_late = The case was closed more than seven days ago, so its cause stands. What else is to be said belongs in a measure.
complaint-refused-cause_gone = This cause is no longer on the list. Press “Change the cause” and choose from today’s list.
