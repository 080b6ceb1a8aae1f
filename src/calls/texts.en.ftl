call-routes = { $count ->
    [one] Route { $list }
   *[other] Routes { $list }
 }
call-routes-more = Routes { $list } and others ({ $count })
call-comma = {", "}
call-shop-name = “{ $shop }”

call-title = 📞 { $owner }: ordering closes { $cutoff }. Time left: { $left }
call-title-first = 📋 { $owner }, first list: ordering closes { $cutoff }; reminders go out { $reminder }
call-title-closed = 🔒 { $owner }: ordering closed { $cutoff }
call-title-missed = ⚠️ { $owner }, cutoff { $cutoff }: the order reminder could not be sent in time
call-none = ✅ { $owner }, cutoff { $cutoff }: all orders are in ({ $shops } of { $shops }).
call-counts = { $missing } of { $shops } shops have not ordered: { $toCall } to call, { $answered } answered, { $called } called
call-as-of = Order data as of { $time }
call-no-feed = No order data from the company yet today: the list may be wrong
call-how = Press a shop for its details and to note the result. You remind by telephone; you do not order for the shop.
call-reach = { $reach ->
    [unlinked] nobody linked
    [unreachable] out of reach in chat
    [muted] reminders off
   *[failed] reminder not delivered
 }
call-legend-tried = 🔁 no answer
call-prev = ‹ Prev
call-next-page = Next ›
call-refresh = 🔄 Refresh
call-refresh-page = 🔄 { $page }/{ $pages }

call-card-shop = 📞 { $shop }
call-card-licence = Licence { $licence }, route { $route }
call-card-contact = Contact: { $name }
call-card-address = Address: { $address }
call-card-open = Ordering closes { $cutoff }. Time left: { $left }
call-card-closed = Ordering closed { $cutoff }
call-card-reach = { $reach ->
    [unlinked] Nobody is linked to the shop: no reminder can reach it
    [unreachable] The shop’s people have not started the bot or have stopped it: no reminder can reach them
    [muted] The shop’s people have turned reminders off
    [failed] The reminder was not delivered
    [reminded] The reminder was sent
   *[waiting] The reminder goes out { $reminder }
 }
call-card-answer = 💬 { $said ->
    [said_ordered] Says the order is placed
    [not_now] Says: not this time
   *[reason] Says: not this time ({ $reason })
 }, { $time }
call-card-last = Last order: { $day }, { $cartons ->
    [one] { $cartons } carton
   *[other] { $cartons } cartons
 }
call-card-never = No earlier orders on record
call-card-called = ✅ { $outcome }{ $why } ({ $name }, { $time })
call-card-tried = 🔁 { $outcome }{ $why } ({ $name }, { $time })
call-card-because = : { $reason }
call-card-number = ☎️ { $phone }
call-card-ordered = ✅ The company has this shop’s order: no need to call.
call-outcome = { $outcome ->
    [will_order] Will order
    [says_ordered] Says ordered
    [not_now] Not this time
    [no_answer] No answer
   *[wrong_number] Wrong number
 }
call-reason = { $reason ->
    [stock] Enough stock
    [money] Money
    [price] Price
    [supply] Supply
    [holiday] Closed, holiday
   *[other] Other
 }
call-ask-why = Why not this time?
call-show-number = ☎️ Show number
call-change = ✏️ Change
call-undo = ↩️ Clear result
call-back = ‹ List
call-back-card = ‹ Back
call-next = Next shop ›

call-ordered-meanwhile = This shop has just ordered.
call-in-private = Call lists work only in our private chat.
call-refused = { $reason ->
    [not_yours] The route of this shop is not yours now; please ask the supervisor of the district.
    [moved] This list is not yours or a newer one has replaced it: please use the newest in this chat.
    [cancelled] This ordering window was cancelled: no need to call.
    [over] This list has ended: results can be noted until the end of the day after the cutoff.
    [gone] This shop is no longer part of this window. Please go back to the list.
   *[old] This button no longer works; please refresh the list.
 }
