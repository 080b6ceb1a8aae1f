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
    [outage] the ordering system failed
    [supply_delayed] the supply is late
    [weather] the weather
    [holiday] the holidays
   *[other] other
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
