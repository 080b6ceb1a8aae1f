desk-card-claimed = { " " }· claimed by { $name }
desk-card-owner = { " " }({ $name })
desk-card-planned = , planned for { $at }
desk-card-waiting = ⏸ Waiting for the shop since { $since }; the clock runs again by { $until }
desk-card-late = Answered, later than promised
desk-card-ended = { $state ->
    [closed] ✅ Closed, { $at }
    [duplicate] ↪️ Merged into { $number }, { $at }: please go on there
   *[withdrawn] Withdrawn by the shop, { $at }
}{ $satisfaction ->
    [none] { "" }
   *[other] ; verdict: { complaint-satisfaction-name }
}

desk-button-claim = Claim
desk-button-release = Give back
desk-button-hand = Hand over
desk-button-hand-door = Hand over visit
desk-button-hand-return = Hand over return visit
desk-button-duplicate = Duplicate
desk-button-canned = Canned replies
desk-button-ask = Ask the shop

desk-claimed = Claimed. Please reply by { $due }.
desk-claimed-waiting = Claimed. The shop has been asked and has not answered yet.
desk-released = Given back: anyone at the desk can take it.
complaint-refused-claimed = { $by } claimed it ({ $at }). You can still reply to the shop; to take it over, ask them to press Hand over.
complaint-refused-not_claimed = Nobody has claimed this case, or it was given back already.
complaint-refused-not_claimer = { $by } claimed it ({ $at }); only they or a supervisor can give it back.
complaint-refused-no_staff_row = You are an admin by configuration but not on the staff list, so no promise can be yours. Add yourself with /staff first; replying to the shop works as it is.

desk-step-closed = All right, nothing was changed.
desk-admin = an admin

# Hand over
desk-hand-choose = { $number }: who takes over the { $promise }?
desk-hand-nobody = There is nobody to hand it to: they must have the role for it and have started a private chat with me.
desk-hand-more = Next
desk-hand-before = Previous
desk-handed = ✅ { $number }: { $promise } handed over to { $name }, who has been told in private.
desk-handed-to-you = 📌 { $by } has handed over to you: { $promise } of { $number }, see the next message.
desk-handed-from-you = { $number }: { $by } has handed over the { $promise } to { $to }. Nothing more for you to do.
complaint-refused-promise_ended = This step is done or no longer needed, so there is nothing to hand over.
complaint-refused-same_owner = This colleague has it already.
complaint-refused-not_eligible = Not handed over: they can not take it now, or someone else has just handed it over. Press Hand over again and choose from today’s list.

# Canned replies
desk-canned-choose = { $number }: choose a reply; you see all of it before it is sent.
desk-canned-none = There are no canned replies yet. An admin adds them with /setting canned_replies; you can simply reply to the card to answer the shop.
desk-canned-preview = { $number }: the shop will read
desk-canned-send = Send
desk-canned-title = { $reply ->
    [received] Checking
    [delivery] Tracing delivery
    [photo] Photo, please
    [return] Returning goods
   *[visit] Manager will visit
}
desk-canned-text = { $reply ->
    [received] Thank you, we have received this and are checking it. As soon as we know more, we tell you.
    [delivery] We have asked the delivery department for the loading and signing records of this run. As soon as it is clear, we reply.
    [photo] Please send photos of the goods, the outer carton and the delivery note here, so that we can check quickly.
    [return] Please keep the packaging and the delivery note, and do not sell the goods. After your account manager has checked them at the shop, they are exchanged or taken back by the rules.
   *[visit] This has to be looked at in the shop. Your account manager comes at the agreed time; please have someone there.
}
complaint-refused-canned_gone = This reply was changed or removed. Please press Canned replies again.

# Ask the shop
desk-ask-prompt = { $name }, please reply to this message with the question to the shop ({ $number }).
desk-ask-private = { $number }: please write what you want to ask the shop; a picture is fine too. The clock stands while the shop has not answered.
desk-question = ❓ The service desk has a question on { $number }; please reply to this message{ $until ->
    [none] :
   *[other] { " " }(we wait for you until { $until } and go on as soon as you answer):
}
desk-asked = ✅ Asked { $shop } ({ $number }). { $until ->
    [none] The reply is overdue or has been given, so no clock was stopped.
   *[other] The clock stands until they answer, until { $until } at the latest.
}
desk-asked-unreached = Noted, but my private messages do not reach this customer at present ({ $number }): please telephone { $shop }. As nothing arrived, no clock was stopped.

# Duplicates
desk-duplicate-none = This shop has no other case of the last 30 days in progress that this one could be merged into.
desk-duplicate-choose = Which case is about the same as { $number }?
desk-duplicate-item = · { $number } · { $category } · { $at } · { $text }
desk-duplicate-confirm = Merge { $number } into { $other }? { $number } ends here, its words and files go over to { $other }, and the shop is told. This can not be undone.
desk-duplicate-yes = Yes, merge
desk-duplicate-done = ✅ { $number } is merged into { $other }, with its words and files; the shop has been told.
desk-note-duplicate = { $number } is about the same as { $other } and was merged into it: please go on there only.
desk-note-merged = { $number } and { $other } are about the same matter; both go on as { $other }, and you need not file it again.
complaint-refused-not_mergeable = It can not be merged into that case: it must be of the same shop, of the last 30 days and in progress; a complaint does not go into a question, and restricted cases are not merged.
complaint-refused-advice_late = Once answered or visited, a complaint is not made a question by the desk: it would have no return visit. Ask a supervisor, or let the shop press “{ complaint-button-category }” under its receipt.
