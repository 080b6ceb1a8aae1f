task-separator = { " · " }
task-none = { $view ->
    [today] Nothing is due today.
    [overdue] Nothing is overdue.
    [route] No shop is to be visited today.
   *[other] Nothing to do at present.
}
task-head = { $view ->
    [today] For today: { $total }, the most urgent first
    [overdue] Overdue: { $total }
    [route] 🏠 Shops to visit today: { $total }, in the order of the route
    [all] Open: { $total }, the most urgent first
   *[mine] To do: { $total }, the most urgent first
}
task-item = { $mark }{ $no }. { $number } { $name } · { $shop }
task-stop = { $mark }{ $no }. { $at ->
    [none] { "" }
   *[other] { $at }{ " " }
}{ $shop } ({ $route }){ $address ->
    [none] { "" }
   *[other] { " · " }{ $address }
}
task-due = by { $due }
task-late = was due by { $due }, overdue
task-next = try again { $due }
task-paused = { $at ->
    [none] waiting for the shop, clock stopped
   *[other] waiting for the shop, clock runs again from { $at }
}
task-planned = planned { $at }
task-owner = with { $owner }
task-page = Page { $page } of { $pages }
task-earlier = ‹ Previous
task-further = Next ›
task-view-mine = Mine { $count }
task-view-today = Today { $count }
task-view-overdue = Overdue { $count }
task-view-route = Visits { $count }
task-view-all = { $area ->
    [company] All { $count }
   *[district] District { $count }
}
task-view-current = ✓ { $view }
task-button-open = { $no }. { $name }
task-button-visited = { $no }. Enter result
task-button-more = Postpone / hand over
task-state = { $mark }{ $name }: { $state }
task-do = Deal with it
task-plan = Arrange a time
task-postpone = Postpone
task-hand = Hand over
task-back = ‹ Back
task-gone = This task is done, or no longer yours. Send /tasks for what is open now.

task-postpone-ask = { $number }, { $name }: until when?
    The promised time stays: by { $due }.
task-postpone-words = Another time
task-postpone-when = Please write when you mean to do it, such as “tomorrow 9am” or “fri 3pm”; 14 days ahead at most.
task-postpone-unreadable = I did not understand that time. Please write a day and an hour, such as “tomorrow 9am” or “fri 3pm”.
task-postpone-why = You mean to do it { $at }. Please write the reason in a sentence; it is kept with the case.
task-postpone-words-only = Please write it in words.
task-postponed = ✅ Noted: { $number }, { $name }, is planned for { $at }.
    The promised time stays: by { $due }{ $late ->
        [yes] {" "}(overdue)
       *[no] { "" }
    }.
task-postpone-kept = All right, not postponed. The task stays open: /tasks
task-postpone-door = The shop has to know when you come. Please arrange a time with the button below; the shop is told.
complaint-refused-postpone_ended = This promise has ended, so there is nothing to postpone. Send /tasks for what is open now.
complaint-refused-postpone_past = That time has passed. Please choose a later one.
complaint-refused-postpone_far = 14 days is the most. If it takes longer, please hand it over or tell a supervisor.

task-morning-head = ⏰ Today’s tasks: { $overdue } overdue, { $today } for today, { $later } later
task-morning-more = And { $count } more: please press a button below.
task-morning-follow-ups = 📉 Shops that do not order, to follow up: { $count }. Send /tasks
task-morning-watched = Overdue in all that you watch: { $count }
