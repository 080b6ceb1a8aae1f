follow-up-shop = { $shop } ({ $route })
follow-up-separator = {"  "}
follow-up-nobody = nobody
follow-up-office = the office
follow-up-show = Show

follow-up-list-new =
    📉 { $count ->
        [one] 1 shop has
       *[other] { $count } shops have
    } not ordered in two windows running
    Please find out why; tap a shop to enter what came of it:
follow-up-list-overdue =
    ⚠️ { $count ->
        [one] 1 follow-up is
       *[other] { $count } follow-ups are
    } overdue, nothing entered yet:
follow-up-list-mine = 📉 Shops without orders to follow up: { $count }, the most urgent first
follow-up-list-done = ✅ No shop left to follow up.
follow-up-line = · { $shop }: by { $due }
follow-up-line-late = ⚠️ { $shop }: overdue, was due { $due }
follow-up-line-overdue = · { $shop }: was due { $due }, owner: { $owner }
follow-up-line-ended = ✅ { $shop }: { $state ->
    [done] entered
   *[void] no longer needed
}
follow-up-page = Page { $page } of { $pages }
follow-up-earlier = ◀ Previous
follow-up-further = Next ▶
follow-up-all = All { $count } shops

follow-up-card-shop = 📉 { $name }
follow-up-card-facts = Licence { $licence }{ $tier ->
    [none] { "" }
   *[other] { " " }· { $tier }
}{ $contact ->
    [none] { "" }
   *[other] { " " }· contact: { $contact }
}
follow-up-card-phone = ☎️ { $phone }
follow-up-card-due = No order in two windows running. Please find out why, by { $due }.
follow-up-card-late = ⚠️ No order in two windows running. Overdue: the reason was due { $due }.
follow-up-card-again = ✅ The shop has ordered again ({ $at }).
follow-up-card-postponed =
    { $due }
    { $count ->
        [one] Postponed once
       *[other] Postponed { $count } times
    }: { $reason }
follow-up-windows = { $count ->
    [one] Last window
   *[other] Last { $count } windows
}: { $marks }
follow-up-windows-none = No ordering window has closed yet.
follow-up-window = { $ordered ->
    [yes] ✓
   *[no] ✗
} { $date }
follow-up-last-order = Last order: { $at }, { $cartons ->
    [one] 1 carton
   *[other] { $cartons } cartons
}
follow-up-last-order-none = No order on record.
follow-up-answers = Answers to reminders: { $answers }
follow-up-answer = { $date } { $answer }{ $reason ->
    [none] { "" }
   *[other] { " " }({ $reason })
}
follow-up-answer-name = { $answer ->
    [said_ordered] I have ordered
   *[not_now] Not this time
}
follow-up-call = Last call: { $date } { $outcome }{ $reason ->
    [none] { "" }
   *[other] { " " }({ $reason })
}
follow-up-complaints = Open complaints and questions: { $count }
follow-up-card-void = Nothing to follow up: the order was reported later, or the shop no longer orders.
follow-up-card-done = ✅ Entered by { $by } ({ $at }):
follow-up-card-result = { $cause ->
    [none] { "" }
   *[other] Cause: { $cause } ·{ " " }
}Action: { $action }
follow-up-card-note = Note: { $note }
follow-up-next-closed_shop = Unless you change it within 10 minutes, the admins are told to check it and update the roster.
follow-up-next-changed_cycle = Unless you change it within 10 minutes, the order department is told to change the ordering cycle.

follow-up-cause = { $cause ->
    [stock] Enough stock
    [money] Short of money
    [price] Price
    [supply] Supply does not suit
    [holiday] Closed for a break
   *[other] Other
}
follow-up-action = { $action ->
    [talked] Talked to the shop
    [changed_cycle] Wants another ordering cycle
    [closed_shop] Shop has closed down
    [ordered_again] Orders again
   *[other] Something else
}
follow-up-ask-cause = Why has it not ordered?
follow-up-ask-action =
    { $shop }
    Cause: { $cause }. What did you do about it?
follow-up-ask-note =
    { $shop }
    { $action ->
        [changed_cycle] On which days would the shop order? Please write it to me; the order department will see it.
        [closed_shop] Since when, and for good? Please write it to me; the admins will see it.
       *[other] Anything to add? Just write it to me.
    }
follow-up-skip = Nothing to add
follow-up-number = Show number
follow-up-again = ✅ Orders again, close the task
follow-up-change = Change
follow-up-back = ‹ Back
follow-up-words-only = Please tell me in words.
follow-up-postpone = Postpone
follow-up-ask-days =
    { $shop }
    The task is due { $due }. By how many working days should it be postponed?
follow-up-days = { $days ->
    [one] 1 working day
   *[other] { $days } working days
}
follow-up-ask-reason =
    { $shop }
    Postponing by { $days ->
        [one] 1 working day
       *[other] { $days } working days
    }. Please write me the reason; the supervisor will see it.

follow-up-postponed-told =
    ⏳ Follow-up postponed to { $due }: { $shop }, account manager: { $manager }, { $count ->
        [one] for the first time
       *[other] for the second time
    }
    Reason: { $reason }
follow-up-told-closed_shop =
    🏪 { $by } reports that { $shop } has closed down, licence { $licence }
    { $note ->
        [none] No note.
       *[other] Note: { $note }
    }
    Please check, and change its status in the roster with /import.
follow-up-told-changed_cycle =
    📅 { $by } reports that { $shop } wants another ordering cycle, licence { $licence }
    { $note ->
        [none] No note.
       *[other] Note: { $note }
    }
    Please set a cycle for this shop in the ordering calendar; an admin imports it with /import.

follow-up-refused-not_found = There is no such task. Send /tasks for yours.
follow-up-refused-not_yours = This shop is not yours at present: its route’s account manager and the district’s supervisors follow it up.
follow-up-refused-done = Already entered by { $by } ({ $at }).
follow-up-refused-void = Nothing to follow up any more: the order was reported later, or the shop no longer orders.
follow-up-refused-not_ordered = The company has no new order from this shop yet. Please choose why it has not ordered.
follow-up-refused-late = The task is due already and can not be postponed. Please enter the result.
follow-up-refused-often = Postponed { $times } times already; no further. Please enter the result.
follow-up-refused-empty = There is nothing in it. Please write a few words.
follow-up-refused-too_long = Too long, so it was not kept. Please send it again in at most { $signs } characters.
follow-up-refused-change_late = More than 10 minutes have passed, so it can not be changed. Please ask an admin for a correction.
