outage-in-private = Please send me /outage in private.
outage-scope-all = Whole company
outage-scope-one-district = One district
outage-scope-mine = My district
outage-scope-some-routes = Routes
outage-scope-routes = Route { $routes }
outage-scope-no-routes = no routes chosen yet
outage-routes-more = { $list } and others ({ $n } in all)
outage-reason-platform = platform down
outage-reason-network = network down
outage-reason-power = power cut
outage-reason-maintenance = maintenance overrun
outage-reason-other = other
outage-minutes = { $minutes ->
    [0] unknown
    [30] 30 min
    [60] 1 h
   *[other] 2 h
 }
outage-since = since { $from }
outage-span = { $from } – { $to }, { $duration }

outage-draft = ⚠️ Notice: online ordering fails. Please check before announcing
outage-draft-scope = Where: { $scope }
outage-draft-reason = Why: { $reason }
outage-draft-unknown = Expected back: unknown
outage-draft-reach = This goes to { $groups ->
    [one] { $groups } group
   *[other] { $groups } groups
 } and { $people ->
    [one] { $people } person
   *[other] { $people } people
 } who have not ordered yet.
outage-button-phones = ☎️ Other phone numbers
outage-button-announce = 📢 Announce
outage-button-drop = Drop it
outage-back = ‹ Back
outage-choose-district = In which district does online ordering fail?
outage-choose-routes = On which routes does online ordering fail? Chosen: { $chosen }
outage-ask-reason = Please give the reason in a few words; shops read it as you write it.
outage-ask-phones = Please send the number to order by; several go with commas between them.
outage-reason-too-long = Please keep the reason within { $max } characters.
outage-phones-bad_phone = “{ $phone }” does not look like a telephone number. Please write it in full, with the area code, such as 0351-1234567 or 95100.
outage-phones-too_many = Five numbers at most, please: those that are answered soonest.
outage-announced = ✅ Announced. The groups and everyone who has not ordered are being told. The card below shows how it goes.
outage-dropped = Dropped. Nobody was told.

outage-lead = ⚠️ Online ordering has failed since { $from } ({ $reason }).
outage-phones = Please order by telephone: { $phones }
outage-routes = Routes concerned: { $routes }
outage-cutoffs-stay = The cutoff stays as it is until you hear otherwise.
outage-expected = Expected back: { $until }.
outage-shop = “{ $shop }”
outage-shop-comma = {", "}
outage-shops-more = { $list } and others ({ $n } shops in all)
outage-cutoff-stays = { $shops }: ordering still closes { $cutoff }, until you hear otherwise.
outage-cutoff-new = ⏰ { $shops }: ordering now closes { $cutoff }.
outage-cutoff-is = { $shops }: ordering closes { $cutoff }.
outage-update = ℹ️ Online ordering still fails. { $note }
outage-new-cutoff = ⏰ Ordering now closes { $cutoff }.
outage-new-cutoff-is = Ordering closes { $cutoff }.
outage-still = Online ordering still fails.
outage-over = ✅ Online ordering works again (it failed { $span }).
outage-reminder-line = ⚠️ Online ordering fails at the moment. Please order by telephone: { $phones }

outage-card-on = ⚠️ Online ordering fails · { $scope }
outage-card-over = ✅ Online ordering works again · { $scope }
outage-card-what = { $reason }, { $span } (announced by { $name })
outage-card-ended-by = All-clear given by { $name }
outage-card-expected = Expected back: { $until }
outage-card-phones = Order by telephone: { $phones }
outage-card-reach = Notice delivered to { $groupsTold }/{ $groups } groups, { $peopleTold }/{ $people } people
outage-card-info-open = Information centre: not told yet
outage-card-info-told = Information centre: told ({ $name }, { $time })
outage-card-order-open = Order department: not told yet
outage-card-order-told = Order department: told ({ $name }, { $time })
outage-card-proposed = New cutoff { $cutoff } proposed by { $name }: nothing moves until the order department or a supervisor confirms it
outage-card-confirmed = Cutoff extended to { $cutoff } (confirmed by { $name })
outage-card-note = Latest: { $note }
outage-button-info = Information centre told
outage-button-order = Order department told
outage-button-cutoff = Propose new cutoff
outage-button-news = Send an update
outage-button-off = ✅ It works again
outage-button-offyes = Yes, give the all-clear
outage-button-confirm = Confirm: orders accepted until { $cutoff }
outage-button-list = All outages
outage-ask-off = { $scope }, { $span }. Does online ordering work again? The groups and shops are told at once.
outage-ask-news = Please write one sentence. The groups, and those who got the notice and have not ordered, read it as you write it.
outage-news-too-long = Please keep the update within { $max } characters.
outage-ask-cutoff = Until when should orders be accepted? Choose, or write it, such as “today 19:30”. It holds once the order department or a supervisor has confirmed it.
outage-time-unreadable = I did not understand that time. Please write, for example, today 19:30 or tomorrow 10:00.
outage-time-no_time = What time of day? Please write, for example, today 19:30 or tomorrow 10:00.
outage-time-ambiguous = That can mean two times. Please use 24 hours, for example today 19:30.
outage-time-past = That has passed already. Please write a later time.
outage-time-too_far = Three days ahead at most. For anything further, change the ordering calendar.
outage-ask = Online ordering ({ $scope }, { $span }): nobody has given the all-clear. Is it still down?
outage-ask-more = Yes, ask again in an hour
outage-ask-over = No, give the all-clear

outage-list-head = ⚠️ Going on:
outage-list-none = Online ordering has no outage now.
outage-list-running = · { $scope }, { $span } ({ $by })
outage-list-past-head = Lately:
outage-list-past = · { $scope }, { $span } (announced by { $by }, all-clear by { $ender })
outage-list-open = Show: { $scope }
outage-list-new = ⚠️ Report an outage
outage-none-to-end = There is no outage that you could end now. /outage shows them all.

outage-refused-not_found = There is no such outage, or the button is out of date. Please send /outage.
outage-refused-forbidden = This is beyond your district. Please ask the order department or an admin.
outage-refused-over = This outage is over. To change a cutoff now, use /cutoff.
outage-refused-no_draft = This notice was announced or dropped already. /outage shows what goes on; /outage on starts anew.
outage-refused-no_phone = No telephone number yet: shops need one to call. Please press “Other phone numbers”.
outage-refused-no_reason = Please press “other” and give the reason in a few words.
outage-refused-no_routes = No routes chosen yet. Please press “Routes”.
outage-refused-running = An outage is announced for these routes already, so this was not sent again. To add to it, press “Send an update”.
outage-refused-cutoff_past = That time has passed. Please choose another.
outage-refused-cutoff_far = Three days ahead at most. For anything further, change the ordering calendar.
outage-refused-no_window = No affected window closes before that, so nothing would change.
outage-refused-reopen = Ordering has closed: the order department has to confirm that it opens again.
outage-refused-not_movable = The end of the next day at the latest, and before the route closes next. Please choose another time.
outage-refused-changed = The proposal has changed or was confirmed. Please look at the latest card.
outage-refused-no_confirmer = The order department or the district's supervisor confirms a new cutoff.
outage-refused-own_proposal = Somebody else has to confirm your proposal: the order department or another one in charge.

# In reports
outage-past = ⚠️ Online ordering failed: { $span } ({ $scope })
outage-past-more = and { $n } { $n ->
    [one] earlier outage
   *[other] earlier outages
 }
