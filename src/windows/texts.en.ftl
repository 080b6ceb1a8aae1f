window-left-days-hours = { $days ->
    [one] { $days } day
   *[other] { $days } days
 } { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
 }
window-left-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
 }
window-left-hours-minutes = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
 } { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
 }
window-left-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
 }
window-left-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
 }
window-left-seconds = less than a minute
window-order-now = Order now

reminder-title = ⏰ Ordering closes { $cutoff }. Time left: { $left }
reminder-missing = As of { $time } we have no order from { $shops }. If you have ordered, please ignore this.
reminder-no-feed = We have had no order data from the company yet today, so we cannot tell whether { $shops } has ordered: please check in the ordering system. If you have ordered, please ignore this.
reminder-phone = Ordering line: { $phone }
reminder-route = Route { $route }
reminder-shop-name = “{ $shop }”
reminder-shop-comma = {", "}
reminder-shops-more = { $list } and others ({ $count } shops in all)
reminder-said = I have ordered
reminder-help = I need help

reminder-notice =
    ⏰ Ordering closes { $cutoff }. As of { $time }, { $ordered } of { $shops } shops on { $audience ->
        [route] this route
       *[district] route { $route }
    } have ordered. If yours has not, please order soon.
reminder-notice-no-feed =
    ⏰ Ordering closes { $cutoff } for the { $shops } shops on { $audience ->
        [route] this route
       *[district] route { $route }
    }. If yours has not ordered, please order soon.

holidays-missing =
    ⚠️ I have no public holidays for { $year } yet. Until I do, ordering windows and the deadlines of promises in { $year } follow the weekdays only: holidays count as working days, make-up Saturdays as days off.
    Please set HOLIDAYS_FILE to a list of the year’s days (date,kind), or update Tongzhou, and start it again.

# The ordering calendar
window-maintenance = 🔧 The ordering platform is closed for maintenance; ordering is possible again { $until }.
calendar-changed-title = 🗓 The ordering calendar has changed; please tell the shops concerned:
calendar-changed-moved = · { $owner }, { $day }: closes { $after } instead of { $before }
calendar-changed-opens = · { $owner }, { $day }: opens { $after } instead of { $before }
calendar-changed-cancelled = · { $owner }, { $day }: no ordering (cutoff was { $before })
calendar-changed-added = · { $owner }, { $day }: new ordering day, closes { $after }
calendar-changed-shifted = · { $owner }, { $day }: takes the place of { $usual }, a holiday; closes { $after }
calendar-changed-more = … and { $count } more
calendar-changed-shop = { $shop } ({ $licence })

# Holiday notices
holiday-notice-title = 📅 Ordering around the holiday
holiday-notice-more = { $count } more changes: send /order to look them up.
holiday-notice-route = This route
holiday-notice-moved = { $owners }: the ordering day on { $usual } is a public holiday and moves to { $day }. Ordering closes { $cutoff }.
holiday-notice-dropped = { $owners }: the ordering day on { $usual } is a public holiday, so there is no ordering that day. The next window closes { $cutoff }; please plan your stock.
holiday-notice-dropped-open = { $owners }: the ordering day on { $usual } is a public holiday, so there is no ordering that day. Your account manager can tell you when you order next.

# The answers to a reminder
reminder-not-now = Not this time
reminder-change = Change
reminder-back = Back
reminder-mute = Stop reminding me
reminder-unmute = Remind me again
reminder-reason = { $reason ->
    [stock] Enough stock
    [money] Short of cash
    [price] Prices
    [supply] Goods unavailable
    [holiday] Shop is closed
   *[other] Other reason
}
reminder-answered-title = ⏰ Ordering closes { $cutoff }
reminder-you-said-ordered = You said: ordered ({ $shops }). Noted; only the ordering system can confirm it.
reminder-you-said-not-now = You said: not this time ({ $shops }). Reason: { $reason }. Noted; until the cutoff you can still order.
reminder-why = You said: not this time ({ $shops }). Noted. Would you tell us why?
reminder-other-said = { $name } of your shop said at { $time }: { $answer ->
    [said_ordered] ordered
   *[not_now] not this time
}
reminder-muted = 🔕 You will get no more order reminders. The others of your shop still do. Your account manager can see this and may call you. To get them again, press below or send /settings.
reminder-ended-ordered = ✅ The company has the order of { $shops }, thank you.
reminder-ended-closed = Ordering closed { $cutoff }. Press “{ $button }” to see when you order next.
reminder-ended-cancelled = This order day (closing { $cutoff }) was cancelled. Press “{ $button }” to see when you order next.
reminder-noted = Noted
reminder-taken-back = Taken back, please choose again
reminder-tap-ordered = The company has your order, thank you.
reminder-tap-closed = Ordering has closed, so this was not noted. If in doubt, press “I need help”.
reminder-tap-cancelled = This order day was cancelled, so this was not noted. If in doubt, press “I need help”.
reminder-tap-muted = Your order reminders are off
reminder-tap-unmuted = Your order reminders are on again
reminder-not-yours = This reminder is no longer about a shop of yours. Press “Today's order” to see when you order.
reminder-desk-line = 📦 Pressed “I need help” on the order reminder: { $state ->
    [ordered] the company has the order (cutoff { $cutoff }).
    [closed] ordering closed { $cutoff }, no order.
    [cancelled] the order day (cutoff { $cutoff }) was cancelled.
   *[open] closes { $cutoff }, time left: { $left }, no order yet. Help them to order themselves; do not order for them.
}
reminder-notice-few = ⏰ Ordering closes { $cutoff }{ $audience ->
    [route] {""}
   *[district] { " " }(route { $route })
}. If your shop has not ordered, please order soon.

# The order feed before a cutoff
feed-silent-title = ⚠️ No order data from the company since { $since }: more than { $allowed }, longer than usual.
feed-silent-routes =
    From { $time } the order reminders of { $routes }{ $more ->
        [0] {""}
       *[other] { " " }and { $more } more routes
    } go out all the same. They say as of when the data is; shops that have ordered since then get one too.
feed-silent-todo-admin = Please check the interface from the ordering system to Tongzhou; if it cannot be mended in time, send the latest orders with /import.
feed-silent-todo-orders = Please check that the ordering system works and still exports its orders. I will tell you when data comes again.
feed-silent-todo-manager = Before you call a shop, please look in the ordering system. I will tell you when data comes again.
feed-back = ✅ Order data from the company has come again: { $time }. Reminders and lists go by it from now on.
feed-back-since = ✅ Order data from the company has come again: { $time } (none since { $since }). Reminders and lists go by it from now on.

# Cutoffs changed by hand (/cutoff)
cutoff-reason = { $reason ->
    [outage] Ordering system down
    [supply_delayed] Supply delayed
    [weather] Weather
    [holiday] Holiday
   *[other] Other
 }
cutoff-this-route = This route
cutoff-by-admin = an admin
cutoff-told-moved = ⏰ { $owner }: ordering now closes { $new } (it was { $old }).
cutoff-told-restored = ⏰ { $owner }: ordering takes place after all. It closes { $new }.
cutoff-told-cancelled = ⚠️ { $owner }: the ordering that was to close { $old } is cancelled.
cutoff-told-reason = Reason: { $reason }
cutoff-told-order = If your shop has not ordered, please do so before then.
cutoff-told-left = Time left: { $left }
cutoff-told-by = Changed by { $by }. { $ordered } of { $shops } shops have ordered.
cutoff-by-former = a former colleague
cutoff-in-private = Please look at the cutoffs in my private chat: send /cutoff there.
cutoff-head = 🕔 Ordering that closes { $day }
cutoff-as-of = Order data as of { $time }
cutoff-no-feed = No order data from the company yet today: the counts may be wrong
cutoff-today = today, { $day }
cutoff-tomorrow = tomorrow, { $day }
cutoff-none = No ordering of yours closes { $day }.
cutoff-line-open = { $name }: ordered { $ordered } of { $shops } · closes { $time } · { $left } left
cutoff-line-closed = { $name }: ordered { $ordered } of { $shops } · closed { $time }
cutoff-line-cancelled = { $name }: cancelled (was to close { $time })
cutoff-line-changed = {" "}(changed)
cutoff-line-shops = { $district }: { $count ->
    [one] { $count } shop with its own cutoff
   *[other] { $count } shops with their own cutoff
 }{ $open ->
    [0] , none still open
   *[other] , { $open } still open
 }
cutoff-shops-head = { $district } · shops with their own cutoff, { $day }
cutoff-button-shops = { $district }, shops: { $count }
cutoff-refresh = 🔄 Refresh
cutoff-no-change = No change
cutoff-page-title = 🕔 { $name } · ordering day { $day }
cutoff-page-open = Opened { $opens }, closes { $cutoff }. Time left: { $left }
cutoff-page-early = Opens { $opens }, closes { $cutoff }
cutoff-page-closed = Opened { $opens }, closed { $cutoff }
cutoff-page-cancelled = Cancelled (was to close { $cutoff })
cutoff-page-counts = { $ordered } of { $shops } shops have ordered, { $missing } have not
cutoff-page-reminded = Reminder: sent { $at }
cutoff-page-remind = Reminder: due { $at }
cutoff-page-missed = Reminder: could not be sent in time
cutoff-page-missing = Not ordered: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }
cutoff-page-changes = Changed by hand:
cutoff-page-change = · { $at }, { $by }: { $kind ->
    [cancel] cancelled (was to close { $old })
    [restore] back to { $new }
   *[other] { $old } → { $new }
 }
cutoff-page-reason = {" "}({ $reason })
cutoff-extend = ⏩ Extend
cutoff-advance = ⏪ Close earlier
cutoff-cancel = 🚫 Cancel the window
cutoff-restore = ↩️ Back to the calendar’s time ({ $time })
cutoff-restore-cancelled = ↩️ Restore the window ({ $time })
cutoff-back = « Back
cutoff-extend-ask = { $name } closes { $cutoff }. Until when should it stay open? Press a time, or write me another, such as “18:30” or “tomorrow 10:00”.
cutoff-advance-ask = { $name } closes { $cutoff }. When should it close instead? Please write me the time, such as “15:30”.
cutoff-plus-minutes = +{ $minutes } min ({ $time })
cutoff-plus-hours = +{ $hours } h ({ $time })
cutoff-time-unreadable = I can not read a time in that; nothing was changed. Please write it like “18:30” or “tomorrow 10:00”.
cutoff-what-move = { $name } closes { $new } instead of { $old }.
cutoff-what-cancel = { $name }: the ordering that closes { $old } is cancelled.
cutoff-what-restore = { $name } goes back to the calendar’s cutoff, { $new }.
cutoff-reason-ask = Why? Press a reason, or write me a sentence. The group and the shops will read it.
cutoff-note-ask = Please write me the reason in a sentence of up to { $max } characters. The group and the shops will read it.
cutoff-note-long = That is too long; nothing was changed. Please use up to { $max } characters.
cutoff-confirm-reason = Reason: { $reason }
cutoff-confirm-groups = { $groups ->
    [one] { $groups } group
   *[other] { $groups } groups
 }
cutoff-confirm-shops = { $shops ->
    [one] { $shops } shop that has not ordered
   *[other] { $shops } shops that have not ordered
 }
cutoff-confirm-and = {" and "}
cutoff-confirm-told = To be told: { $who }.
cutoff-confirm-nobody = There is no group and no shop to tell.
cutoff-confirm-remind = Shops still without an order are reminded { $at }.
cutoff-confirm-ask = Shall I do that?
cutoff-yes = ✅ Yes
cutoff-no = No, leave it
cutoff-done = ✅ Done; the messages are going out.
cutoff-done-already = This has been done already.
cutoff-kept = Nothing was changed.
cutoff-expired = This step is no longer valid; nothing was changed. Please start again from here.
cutoff-refused-unknown = There is no such window, or it is not one of yours. Send /cutoff to see yours.
cutoff-refused-forbidden = Only the order department, the district’s supervisor and admins may change a cutoff.
cutoff-refused-stale = This window has been changed meanwhile, so I left it alone. Below is how it stands now.
cutoff-refused-cancelled = This window is cancelled. To have it back, press “Restore the window”.
cutoff-refused-closed = It has closed. Until the end of the day the order department can open it again.
cutoff-refused-over = It closed long ago and can not be changed any more. Shops can order in the next window.
cutoff-refused-same = That is the cutoff already; nothing was changed. Please choose another time.
cutoff-refused-past = That time has passed; nothing was changed. Please choose a later one.
cutoff-refused-before_opens = A window can not close before it opens; nothing was changed. Please choose another time.
cutoff-refused-too_late = The end of the day after the ordering day is the latest; nothing was changed. Please choose another time.
cutoff-refused-beyond_next = That is later than the next window’s cutoff; nothing was changed. Please choose another time.
cutoff-refused-no_calendar = That is the calendar’s time already: there is nothing to put back.
