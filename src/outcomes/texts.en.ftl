outcome-title = 📊 { $kind ->
    [district] { $place }: orders
   *[own] Orders
 } for the cutoff { $cutoff }
outcome-title-corrected = 📊 { $kind ->
    [district] { $place }: orders
   *[own] Orders
 } for the cutoff { $cutoff } (corrected: this report replaces the earlier one)
outcome-as-of = ⚠️ Order data only as of { $time }; later orders are not counted.
outcome-no-feed = ⚠️ No order data has ever arrived from the company, so do not rely on these numbers.
outcome-route = Route { $route }
outcome-single = Shops with a cycle of their own
outcome-total = Total
outcome-ordered = { $owner }: { $ordered } of { $shops } ordered ({ $share }%)
outcome-against = , { $way ->
    [up] ▲ { $points } { $points ->
        [one] point
       *[other] points
     } on
    [down] ▼ { $points } { $points ->
        [one] point
       *[other] points
     } on
   *[same] the same as
 } the previous { $weekday }
outcome-change = { $way ->
    [up] ▲{ $points }
    [down] ▼{ $points }
   *[same] =
 }
outcome-reminded = Reminded { $reminded }, ordered after it { $after } ({ $share }%, median { $median } min)
outcome-reminded-none = Reminded { $reminded }, none ordered after it
outcome-missing = Not ordered { $missing }: { $reasons }
outcome-reason = { $reason ->
    [stock] enough stock
    [money] money
    [price] price
    [supply] supply
    [holiday] closed for a holiday
   *[other] other reasons
 } { $n }
outcome-reason-name = { $reason ->
    [stock] Enough stock
    [money] Money
    [price] Price
    [supply] Supply
    [holiday] Closed for a holiday
   *[other] Other reasons
 }
outcome-said = said ordered, but no order { $n }
outcome-silent = no word { $n }
outcome-shop = “{ $shop }”
outcome-shop-comma = {", "}
outcome-shops-more = { $list } and others ({ $n } in all)
outcome-unreachable = Out of reach in chat { $n }
outcome-muted = Turned reminders off { $n }
outcome-line = { $owner } { $ordered }/{ $shops } ({ $share }%)
outcome-line-reminded = reminded { $reminded }, ordered { $after }
outcome-more = and { $n } more, see the details

trend-title = 📈 Weekly orders, { $period } · { $place }
trend-ordered = { $ordered } of { $shops } possible orders placed ({ $share }%)
trend-against = , { $way ->
    [up] ▲ { $points } { $points ->
        [one] point
       *[other] points
     } on
    [down] ▼ { $points } { $points ->
        [one] point
       *[other] points
     } on
   *[same] the same as
 } the week before
trend-weeks = Share that ordered by route, last { $n } { $n ->
    [one] week
   *[other] weeks
 }:
trend-line = { $owner } { $share }%
trend-spark = { $sign } from { $from }%
trend-spark-below = { $sign } below { $below }%
trend-left-out = Left out because of an outage: { $n } { $n ->
    [one] window
   *[other] windows
 }
trend-never = No order all week, { $n } { $n ->
    [one] shop
   *[other] shops
 }:
trend-shop = { $route } “{ $shop }”

report-choose = 📊 Which one? You can also send /report orders with a date, such as /report orders 2026-11-23.
report-orders-button = Orders { $period }
report-private = Reports name shops, so I show them in private only: open our private chat and send /report.
report-unknown = There is no report “{ $text }”. Send /report to see what there is.
report-period-unknown = I do not understand “{ $text }”. Write: this week, last week, today, yesterday, or a date (2026-11-23).
report-button-unknown = This button no longer works. Please send /report again.
report-place-all = whole company
report-place-own = my routes
report-day-title = 📊 Orders of { $period } · { $place }
report-none = No orders counted yet for { $period }. They are counted 15 minutes after the cutoff, once the order data is in.
report-open = Still to be counted: { $n } { $n ->
    [one] window
   *[other] windows
 }.
report-turn = { $way ->
    [back] ‹ { $period }
   *[on] { $period } ›
 }
report-csv = Details as CSV
report-csv-nothing = Nothing to export here: the window was cancelled or moved, or it is no longer yours. Send /report for the latest.
report-csv-caption = { $rows } { $rows ->
    [one] row
   *[other] rows
 }, as of { $at }
report-csv-file = orders
report-csv-column = { $column ->
    [date] Ordering day
    [cutoff] Cutoff
    [district] District
    [route] Route
    [licence] Licence
    [shop] Shop
    [ordered_at] Ordered at
    [cartons] Cartons
    [reminded_at] Reminded at
    [minutes] Minutes from reminder to order
    [answer] Answer
    [reason] Reason
    [call] Call
    [reach] Reachable in chat
    [shops] Shops
    [ordered] Ordered
    [share] Share %
    [reminded] Reminded
    [ordered_after] Ordered after the reminder
    [median] Median minutes
    [missing] Not ordered
    [said] Said ordered, no order
    [unreachable] Out of reach in chat
    [muted] Turned reminders off
   *[data_until] Order data as of
 }
report-csv-answer = { $answer ->
    [said_ordered] said ordered
   *[not_now] not this time
 }
report-csv-reach = { $reach ->
    [yes] yes
    [muted] yes, but reminders are off
   *[no] no
 }
