door-button-plan = Plan a time
door-button-number = Show number
door-button-nobody = Nobody there
door-button-nobody-yes = I went, nobody was there
door-button-declined = Shop declines
door-button-end = Nobody twice, end the visit
door-button-other = Another time
door-button-when = Say when it suits
door-button-no-visit = No visit, phone is enough
door-button-no-visit-yes = Yes, no visit needed
door-button-revisit = Please come after all
door-someone = Someone from the company
door-visit-planned = Planned: { $at }
door-visit-tried = Went and met nobody: { $times }
door-visit-away = The account manager { $manager } is away until { $until } without a substitute; please arrange the visit.
door-visit-passed = The visit for { $number } went to { $owner }; there is nothing left for you to do.
door-visit-ended = { $number }: { $what ->
    [no_visit] the shop wants no visit
    [declined] the shop declined the visit
    [withdrawn] the shop withdrew it
    [duplicate] merged into another case
    [advice] now a question, no visit needed
    [done] the visit is done
   *[other] no visit needed any more
} ({ $at })

door-ask-time = { $number }: when will you go? Choose a time or write one, for example “tomorrow 15:00”. Promised by { $due }.
door-ask-reason = { $at } is later than promised, and the shop did not ask for it. Please write why in one sentence; the shop reads it too.
door-plan-done = ✅ { $number }: visit planned for { $at }. { $told ->
    [yes] The shop has been told.
   *[no] The bot cannot reach the shop at present, please tell them by phone.
}
door-time-refused = { $reason ->
    [no_time] At what time? Please write day and time, for example “tomorrow 15:00”.
    [ambiguous] That can be read in two ways. Please be exact, for example “tomorrow 15:00”.
    [past] That time has passed. Please write a later one.
    [too_far] A visit can be planned up to 30 days ahead. Please write an earlier time.
   *[unreadable] I could not read that time. Please write “tomorrow 15:00” or “Wednesday 10:00”.
}
door-planned = 📅 { $manager } comes to { $shop } { $at } ({ $number }).
door-planned-late = That is later than the promised { $due }, we are sorry. Reason: { $reason }
door-receipt-planned = The visit is planned for { $at }.
door-receipt-no-visit = As you wish there will be no visit; we will call you and ask whether you are satisfied.
door-no-visit-done = All right, no visit. We will call you.
door-revisit-done = All right, we will come after all. Whoever visits you has been told.
door-ask-wish = { $number }: when does it suit you? Tap one or write it, for example “Thursday afternoon”.
door-wish = { $wish ->
    [morning] Mornings suit me
    [afternoon] Afternoons suit me
   *[day] Another day, please call me first
}
door-wish-passed = Passed on: “{ $words }” ({ $number }). You will be told as soon as a new time is set.
door-wish-kept = All right, the time stays.
door-asked = 🔁 The shop would like another time: “{ $wish }”

door-ask-nobody = { $number }: you went to the shop and met nobody? When you confirm, the shop is told and asked when it suits.
door-nobody-done = { $number }: noted that nobody was there. The shop was asked when it suits; please plan another time.
door-nobody-result = Nobody was met on two days: { $times }
door-ask-declined = { $number }: who declined the visit, and in which words? Please write one sentence; the shop is told.
door-declined-done = ✅ { $number }: noted that the shop declined the visit. A supervisor makes the return visit by { $due }.
door-told-nobody = 🏠 { $manager } came to the shop { $at } and met nobody ({ $number }). Please tell us when it suits you.
door-told-declined = { $manager } noted that you declined the visit ({ $number }). A supervisor will contact you. If you would like us to come, press below.
door-told-ended = We came to the shop on two days and met nobody ({ $number }), so we will not come again. A supervisor will contact you.
door-result-words = { $number }: photo or location kept. Please also write the result of the visit in one sentence.
door-result-more = More photos or a location? Just send them within half an hour.
door-media-kept = Added to { $number }.

door-number =
    📱 { $shop } ({ $number })
    { $phone }{ $contact ->
        [none] { "" }
       *[other] { ", " }{ $contact }
    }
    This message is deleted { $until }; please do not forward it.
door-number-sent = The number is in the next message.
door-number-gone = The number has been removed. Press “Show number” when you need it again.

complaint-note-no_visit = { $number }: the shop says that no visit is needed, the phone is enough.
complaint-note-visit_wanted = { $number }: the shop would like a visit after all.
complaint-refused-plan_past = That time has passed. Please choose a later one.
complaint-refused-plan_far = A visit can be planned up to 30 days ahead. Please choose an earlier time.
complaint-refused-plan_reason = That is later than promised. Please write why.
complaint-refused-number_shown = The number is in a message above, until { $at }.
complaint-refused-nobody_once = A visit ends without a meeting only after nobody was met on two different days. Please plan another time.
complaint-refused-revisit_late = This can no longer be changed into a visit: it was not called off, or the return visit has begun. If you need a visit, reply to the receipt and tell the service desk.

door-passed-head = You are away until { $until }. { $count ->
    [0] There were no visits to pass on.
   *[other] Visits passed on: { $count }
}
door-passed-item = · { $number } · { $shop } → { $owner }

away-state = { $until ->
    [none] { $name } is at work.
   *[other] { $name } is away until { $until }, { $substitute ->
        [none] without a substitute: the supervisors arrange the visits.
       *[other] { $substitute } stands in.
    }
}
away-how = Choose the last day of your absence, or send /away 12-05 M2 (M2 is the substitute's staff code and may be left out).
away-ask-substitute = Away until { $until }. Who stands in?
away-nobody = No substitute
away-off = I am back
away-done = ✅ { $name } is away until { $until }, { $substitute ->
    [none] without a substitute: the supervisors arrange the visits.
   *[other] { $substitute } stands in.
} { $count ->
    [0] There were no visits to pass on.
   *[other] Visits passed on: { $count }.
} New visits go the same way; the order lists still go to { $name }.
away-back = ✅ { $name } is back and gets the new visits. What was passed on stays with the substitute.
away-usage = Please write /away 12-05 or /away 12-05 M2 (the substitute's staff code); when you are back, /away off. For someone else: /away M1 12-05 M2
away-private = Please say so in our private chat.
away-refused-nobody = There is no such member of staff. Please check the staff code.
away-refused-not_yours = You can enter an absence for yourself and for the staff of your district only.
away-refused-past = That day has passed. Please give today or a later date.
away-refused-too_far = An absence can be entered for half a year ahead at most.
away-refused-no_substitute = There is no such substitute. Please check the staff code.
away-refused-unfit = This person cannot stand in: a substitute is an account manager or supervisor of the district, is linked to Telegram, and is not away.
