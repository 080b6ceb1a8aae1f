return-matter = The matter itself
return-entry = { $name }: { $text }
return-someone = one of us
return-ask = { $number }: about { $quoted ->
    [yes] “{ $words }”, which you reported on { $filed }
   *[no] what you reported on { $filed }
}: { $how ->
    [visited] { $manager } came to the shop on { $visited }
    [nobody] we came to the shop on two days and met nobody
    [no_visit] as you wished nobody came to the shop
    [declined] as you wished nobody came to the shop
    [confidential] it has been looked into
   *[waived] there was no visit this time
}. Are you satisfied with the result?
return-thanks = Thank you. Your verdict on { $number } is noted: { $satisfaction }. A supervisor confirms it, then the case is closed.
return-which = Your verdict on { $number } is noted: { $satisfaction }. Which part was not good enough?
return-noted = Your verdict on { $number } is noted: { $satisfaction } ({ $blamed }). A supervisor will call you.
return-ask-why = What was good, and what is still bad? A sentence or two is enough; a photo or voice message is fine too.
return-why-passed = Thank you, passed on to the supervisor.
return-button-change = Change verdict
return-button-skip = Skip

return-said-head = 📞 Return visit: the shop has answered here
return-said-line = The shop says: { $satisfaction }{ $named ->
    [yes] { " " }({ $blamed })
   *[no] { "" }
}
return-unanswered = The desk has not replied yet; please ask after it has.
return-confirm-ask = The shop says it is satisfied: please confirm with a tap. If you hear otherwise on the telephone, record that.
return-again-head = 📞 Return visit again: attempt { $attempts } of { $max } did not reach the shop; try again from { $next }
return-not-visited = { $outcome ->
    [no_visit] The shop wanted no visit, telephone was enough ({ $at })
    [declined] The shop declined the visit ({ $at }): { $result }
    [confidential] Confidential, no visit
   *[waived] The visit was waived ({ $at }): { $result }
}
return-button-confirm = Confirm satisfied
return-button-tried = Not reached
return-button-number = Show number
return-button-waive = Waive
return-tried = Noted. Please try once more from { $next }.
return-given-up = { $number }: not reached in { $max } attempts. { $state ->
    [closed] The case is closed; the shop can have it taken up again within seven days.
   *[open] The desk still owes its reply; the case closes with it.
}
return-ask-rated-words = { $number }: what does the shop say was good, and what is still bad? A sentence or two is enough.
return-words-noted = Noted.
return-skipped = All right, no words.
return-ended-by = Recorded by { $by }
return-offer-waiver = The shop has been “not satisfied” { $times } times now. What really can not be solved may be waived, with a reason.

return-waive-which = { $number }: which promise do you want to waive?
return-ask-reason = { $number }: please write why { $kind ->
    [desk_reply] the desk’s reply is waived. The shop sees this reason.
    [door_visit] the door visit is waived. The shop sees this reason.
   *[return_visit] the return visit is waived.
}
return-waive-cancelled = All right, nothing was waived.
return-waived = { $number }: { $kind ->
    [desk_reply] the desk’s reply is waived.
    [door_visit] the door visit is waived, and the return visit starts.
   *[return_visit] the return visit is waived.
}{ $state ->
    [closed] { " " }The case is closed.
   *[open] { "" }
}
return-waived-shop = { $number }: { $kind ->
    [desk_reply] there will be no further reply from the service desk
   *[door_visit] there will be no visit to your shop this time
}. Reason: { $reason }
return-waived-owner = { $number }: { $by } waived { $kind ->
    [desk_reply] the desk’s reply
    [door_visit] the door visit
   *[return_visit] the return visit
}; nothing is left to do. Reason: { $reason }

return-ended = { $number }: { $what ->
    [withdrawn] the shop withdrew it, so there is nothing to ask.
    [duplicate] merged into another case, so there is nothing to ask.
    [visit_wanted] the shop wants a visit after all; please ask after it.
    [waived] { $by } waived the return visit.
   *[other] no return visit is needed any more.
}
return-ask-ended = { $number }: { $what ->
    [rated] we have asked you about it; your verdict: { $satisfaction }.
    [withdrawn] withdrawn.
    [duplicate] merged into another case.
    [visit_wanted] there will be a visit; we ask you again after it.
   *[other] we are not asking about it any more.
}
card-folded = { $number }: { $what ->
    [said] the shop says { $satisfaction }
    [tried] tried { $attempts ->
        [1] once
       *[other] { $attempts } times
    }
    [again] round { $round }
   *[anew] there is news
}. See the newest message below.

complaint-note-said = { $number }, the shop on the telephone:
complaint-refused-said_otherwise = The shop’s verdict is another one by now. Please press “Show” and read it first.
complaint-refused-shop_said = The shop answered here, so it was reached. Please record the result it gave.
complaint-refused-tried_today = { $by } noted an attempt for this working day ({ $at }). Please try again on another working day.
complaint-refused-said_late = The return visit is over, so the verdict stands. If the problem is still there, press “Take it up again” within seven days of the closing.
complaint-refused-reopened_since = { $by } had this case taken up again ({ $at }), and nobody has visited since. Please wait for the new task.
complaint-refused-own_promise = This task is your own: please let another supervisor or an admin waive it.
complaint-refused-nothing_open = There is nothing open here to be waived.
