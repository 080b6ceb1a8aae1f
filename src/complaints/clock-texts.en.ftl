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
