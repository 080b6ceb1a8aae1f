# A promise whose time is nearly up
clock-warning = ⏰ { $kind ->
    [desk_reply] Please reply to the shop
    [door_visit] Please visit the shop
   *[return_visit] Please make the return visit
} by { $due }{ $minutes ->
    [none] .
   *[other] : { $minutes } min left.
}
clock-unclaimed = Nobody has claimed it yet.
clock-unreached = My messages do not reach { $owner }, who has it, at present: please see to it.

# Promises missed, those of an hour in one message
clock-notice = ⚠️ { $count ->
    [1] 1 promise missed:
   *[other] { $count } promises missed, the longest overdue first:
}
clock-notice-item = { $number } { $shop }: { $kind ->
    [desk_reply] no reply
    [door_visit] no door visit
   *[return_visit] no return visit
} ({ $late ->
    [none] due by { $due }
   *[other] { $late } min late
}, owner: { $owner })
clock-notice-more = { $count } more: send /tasks to see them.

# The shop was asked and has not answered
clock-resumed = ▶️ The shop has not answered, so the clock runs again: please { $kind ->
    [desk_reply] reply to the shop
    [door_visit] visit the shop
   *[return_visit] make the return visit
} by { $due }.
clock-resumed-late = ▶️ The shop has not answered, so the clock runs again. It was due by { $due } and is overdue: please { $kind ->
    [desk_reply] reply to the shop
    [door_visit] visit the shop
   *[return_visit] make the return visit
} as soon as you can.
