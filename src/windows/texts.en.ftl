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

reminder-route = Route { $route }
reminder-calls-title = ⏰ { $owner }: ordering closes { $cutoff }. Time left: { $left }
reminder-calls-closed = ⏰ { $owner }: ordering closed { $cutoff }
reminder-calls-count =
    { $missing } of { $shops } shops have not ordered{ $calls ->
        [0] :
       *[other] ; { $calls } of them cannot be reached in chat (📞), please call:
    }
reminder-calls-none = ✅ { $owner }, cutoff { $cutoff }: all orders are in ({ $shops } of { $shops }).
reminder-missed-title = ⚠️ { $owner }, cutoff { $cutoff }: the order reminder could not be sent in time.
reminder-missed-count =
    { $missing } of { $shops } shops have no order and got no reminder{ $calls ->
        [0] :
       *[other] ; { $calls } of them cannot be reached in chat (📞):
    }
reminder-list-as-of = (Order data as of { $time })
reminder-list-no-feed = (No order data from the company yet today: the list may be wrong)
reminder-list-page = Page { $page } of { $pages }
reminder-list-call = 📞 { $shop } ({ $licence }) { $phone }
reminder-list-shop = · { $shop } ({ $licence })
reminder-list-said = , says the order is placed

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
