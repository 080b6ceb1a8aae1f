column-supply = Supply Information
column-terminals = Functional Terminals
column-products = New Product Promotion
column-training = Customer Training
column-policy = Policy Notices

post-announcement = Announcement
post-health-warning = ⚠️ Smoking harms your health. Never sell tobacco to minors.

post-choose = Which column is it for?
post-chosen = To be posted: { $name }
post-ask =
    Send me the content for “{ $name }”: text, a photo, a video, a file, or an album.
    You see a preview first; nothing goes out until you press Send.
post-cancel = Cancel
post-cancel-over = This step is over. To cancel the draft, press “Cancel” below it.
post-cancelled = Cancelled. Nothing was sent.
post-step-left = Left; nothing was sent. Drafts are kept: see /posts.
post-in-private = Please write it to me in private: you see a preview there before it goes out.
post-unsupported = Text, photos, videos, files and albums can be posted; voice messages, stickers and locations can not. Please send something else.
post-not-yours = Please reply to a message of your own.
post-empty = There is neither text nor a file in it. Please send some content.
post-too-long = Too long by { $excess } characters: { $kind ->
        [caption] a caption
       *[text] a text
    } may have { $limit }, including the hashtag and the health warning that are added. Shorten it by editing that message, or send a new one.
post-rest = ⚠️ This is the rest of your last message and is not in the draft: Telegram cuts a text of more than 4,096 characters in two. Please shorten that message, or publish it in two parts.

post-album-too-long = The caption of this one is { $excess } characters too long (limit { $limit }, including the hashtag and the health warning that are added) and was left out. Shorten it by editing that message; the preview follows.
post-album-one = Of an album I only see the one file you replied to. To post all of it, send /post, choose the column, then send me the album.
post-edit-too-long = The edited { $kind ->
        [caption] caption
       *[text] text
    } is { $excess } characters too long (limit { $limit }) and was not taken; the preview is unchanged. Please shorten it further.
post-column-too-long = “{ $column }” adds the health warning, which makes this { $excess } characters too long. Please shorten it first.
post-source-sent = This message was posted already. To post it again, please send the content anew.

post-panel = 👆 { $name } · draft
post-panel-to = For: { $audience }
post-panel-reach = Right now { $groups ->
        [0] { "" }
        [one] 1 group
       *[other] { $groups } groups
    }{ $people ->
        [0] { "" }
       *[other] { $groups ->
            [0] { "" }
           *[other] { " " }and{ " " }
        }{ $people ->
            [one] 1 person
           *[other] { $people } people
        }
    }
post-panel-unreachable = { $n ->
        [one] 1 of them
       *[other] { $n } of them
    } can not be written to in private (never wrote to me, or blocked me).
post-panel-nobody = ⚠️ There is no group and nobody to send it to. Choose another audience; a group is linked by an admin who adds me and sends /group there.
post-panel-options = Options: { $options }
post-panel-hashtag = In groups without topics it begins with { $tag }.
post-panel-refused-public = ⚠️ Not sent to “{ $group }”: it is public (@{ $username }), anyone could see the goods.
post-panel-refused-unconfirmed = ⚠️ Not sent to “{ $group }”: no admin has confirmed that only licensed retailers are in it (send /group there).
post-panel-refused-more = ⚠️ { $n } more groups are left out.
post-panel-quiet = 🌙 Private messages go out at { $time }, after the quiet hours.
post-panel-quiet-late = ⚠️ The quiet hours end at { $time }, when this is no longer valid: nobody would get it in private. Please choose another time, or make it valid for longer.
post-panel-words = ⛔ Can not be sent with these words in it: { $words }. Please edit them out.
post-panel-sale = ⚠️ This sounds like ordering or selling in the chat: { $words }. Here we serve, we do not sell; orders go through the ordering system.
post-panel-edit = To change it, edit the message you sent, or press “New content”.
post-panel-renew = To change what it says, press “New content”.
post-send = 📨 Send
post-schedule = ⏰ Schedule
post-time = ⏰ When
post-audience = 👥 Who gets it
post-options = ⚙️ Options
post-test = 👁 Test on me
post-renew = ✏️ New content
post-renew-ask = Send me the new content for “{ $name }”. Audience, time and options stay as they are.
post-renew-ask-sent = Send me the new content for “{ $name }”: you are asked before it is changed everywhere.
post-renew-same = That is what it says already. Nothing was changed.
post-renew-keep = Keep it as it is
post-renew-kept = Nothing was changed.
post-renew-over = This draft has been sent or submitted meanwhile, or that message is a post of its own already. Nothing was changed; /posts shows how it stands.
post-copy = 📄 Use again
post-move = 🗂 Column
post-discard = ✖ Cancel
post-back = ‹ Back
post-tested = This is how it arrives

post-when-now = When: at once, as soon as you press Send
post-when-once = When: { $at }
post-when-weekly = When: every { $day } at { $time }, next { $at }
post-weekday = { $day ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
post-time-now = At once
post-time-weekly = 🔁 Every week
post-time-ask = Choose a time, or write one to me, such as “tomorrow 9:00”, “Fri 15:00” or “every Monday 9:00”.
post-time-weekdays = On which day of the week? For another time of day write it to me, such as “every Friday 15:00”.
post-time-unreadable = I can not read a time in that; nothing was changed. Please write it like “tomorrow 9:00”, “30 Nov 15:00” or “every Monday 9:00”.
post-time-no_time = At what time of day? Please write both, such as “tomorrow 9:00”. Nothing was changed.
post-time-ambiguous = That can mean two times; nothing was changed. Please write it with the date and 24 hours, such as “30 Nov 15:00”.
post-time-past = That time has passed; nothing was changed. Please write a later one.
post-time-too_far = That is more than half a year away; nothing was changed. Please write an earlier one.
post-scheduled = ⏰ { $name } · scheduled
post-scheduled-audience = Who gets it is decided when it starts: a group linked by then is not missed.
post-unschedule = ✏️ Change
post-stop-waiting = ⏹ Stop
post-stopped = ⏹ { $name }: stopped, it will not go out. Its author still has it, and is told.
post-unstarted-stopped = ⏹ An admin stopped this scheduled post.
post-unstarted-late = ⚠️ This post was due more than six hours ago, while I was not running. It was not sent; please decide whether it still should be.
post-unstarted-no_right = ⚠️ This post was due, but you may no longer send it. It was not sent; please ask an admin.
post-unstarted-needs_approval = ⚠️ This post was due, but what you post now has to be approved first. It was not sent; please press “Submit for approval”.
post-unstarted-others =
    ⚠️ This post of { $author } was due, but its author may no longer post. It was not sent and will not be:
    { $title }
    If it is needed, please have a colleague post it anew with /post.
post-unstarted-nobody = ⚠️ This post was due, but there is no group and nobody to send it to. It was not sent; please choose another audience.
post-unstarted-words = ⚠️ This post was due, but it has words in it that must not be sent: { $words }. It was not sent; please edit them out.

post-list-in-private = Please send me /posts in private: the list is not for the group.
post-list-head = { $list }. Tap one to see it and what can be done with it.
post-list-empty = { $list }. Write a new one with /post or /announce.
post-list-drafts = Drafts { $n }
post-list-waiting = Waiting { $n }
post-list-running = Under way { $n }
post-list-sent = Sent { $n }

post-options-explained =
    Pin: pinned in the groups, without another notification.
    Silent: arrives without a sound.
    Protect: it can not be forwarded or saved.
    Ask for “Read”: a button below it; you see who has not pressed it.
    Valid: what has not gone out by then is not sent any more.
post-option-pin = Pin
post-option-silent = Silent
post-option-protect = Protect
post-option-requireAck = Ask for “Read”
post-option-valid = Valid for { $hours } hours
post-option-valid-always = Valid: always

post-aud-groups-all = Groups: all
post-aud-groups-none = No groups
post-aud-groups-districts = Groups: by district
post-aud-groups-routes = Groups: by route
post-aud-people-all = Private: everyone
post-aud-people-none = Nobody in private
post-aud-people-districts = Private: by district
post-aud-people-routes = Private: by route
post-aud-people-tiers = Star tier
post-aud-people-types = Type
post-aud-people-areas = Area
post-aud-people-no-group = Not in a group
post-aud-people-licences = Licence list
post-aud-no-choices = The roster has nothing to choose from here.
post-aud-choose-gd = Tap the districts whose groups get it.
post-aud-choose-gr = Tap the routes whose groups get it.
post-aud-choose-pd = Tap the districts whose people get it in private.
post-aud-choose-pr = Tap the routes whose people get it in private.
post-aud-choose-pt = Tap the star tiers (with their numbers of shops).
post-aud-choose-pb = Tap the business types (with their numbers of shops).
post-aud-choose-pa = Tap urban or rural (with their numbers of shops).
post-aud-ask-licences = Send me the licence numbers (12 digits each, separated by spaces, commas or lines) in one message; for a long list, send a CSV or Excel file.
post-aud-no-licences = No known licence number in that (12 digits, an active shop of the roster). Please check and send it again.
post-aud-unknown-licences = ⚠️ { $n ->
        [one] 1 number is
       *[other] { $n } numbers are
    } not in the roster { $roster ->
        [district] of your district{ " " }
       *[company] { "" }
    }and left out: { $shown }

post-audience-all-groups = every retailers’ group
post-audience-groups = the groups of { $places }
post-audience-everyone = everyone verified, in private
post-audience-people = in private { $traits }
post-audience-licences = { $n ->
        [one] 1 licence
       *[other] { $n } licences
    }
post-audience-no-group = shops without a group
post-audience-nobody = nobody chosen yet
post-audience-and = { "; " }
post-audience-more = { $shown } and { $n } more
post-business-type = { $value ->
        [supermarket] Supermarket
        [convenience_store] Convenience store
        [grocery] Grocery
        [tobacco_liquor] Tobacco and liquor
        [entertainment] Entertainment
        [mall] Mall
        [other] Other
       *[unknown] { $value }
    }
post-area = { $value ->
        [urban] Urban
        [rural] Rural
       *[unknown] { $value }
    }

post-discarded = Cancelled: { $name }. Nothing was sent.
post-restore = ↩️ Restore the draft
post-refused-not_found = This button no longer works. To post something, send /post.
post-refused-not_author = Someone else wrote this draft; only they can change or send it.
post-refused-nobody = There is no group and nobody to send it to. Your draft is kept; please choose another audience.
post-refused-past = The time chosen has passed. Please choose another with “When”.
post-refused-words = Can not be sent with these words in it: { $words }. Please edit your message, then press again.
post-refused-discarded = This draft was cancelled. To post something, send /post.
post-refused-waiting = This has been submitted or scheduled and can not be changed now.
post-refused-already_sent = Already sent ({ $at }); it is not sent twice.

post-progress-sending = 📨 { $name }: being sent (began { $at })
post-progress-paused = ⏸ { $name }: paused (began { $at })
post-progress-sent = ✅ { $name }: done (began { $at })
post-progress-cancelled = ⏹ { $name }: stopped (began { $at })
post-progress-recalled = ↩️ { $name }: recalled (sent { $at })
post-count-sent = { $n } arrived
post-count-failed = { $n } failed
post-count-unreachable = { $n } unreachable
post-count-skipped = { $n } not sent
post-count-unknown = { $n } unsure
post-progress-pace = { $rate } a { $unit ->
        [second] second
       *[minute] minute
    }, about { $minutes ->
        [0] { $seconds } s
       *[other] { $minutes } min
    } left
post-progress-waiting = { $n ->
        [one] 1 person gets
       *[other] { $n } people get
    } it after the quiet hours ({ $time })
post-pause = ⏸ Pause
post-resume = ▶️ Go on
post-send-rest = ▶️ Send the rest after all
post-stop = ⏹ Give up the rest
post-steer-over = This button no longer works: the post is not under way any more.
post-steer-not_yours = Only its author or an admin can do that.

post-ack = ✅ Read
post-ack-preview = This is the preview: once it is sent, presses of its readers are noted.
post-ack-ask = When you have read the above, please press “Read”.

post-report-done = ✅ { $name }: reached { $sent ->
        [one] 1 recipient
       *[other] all { $sent } recipients
    }.
post-report-partly = ⚠️ { $name }: reached { $sent ->
        [one] 1 recipient
       *[other] { $sent } recipients
    }, not { $failed }.
post-report-failure = · { $recipient }: { $reason }
post-report-more = · and { $n } more
post-reason-migrated = the group became a supergroup; I can not reach what was sent before, please deal with it there by hand
post-reason-kicked = I am no longer in that group
post-reason-unlinked = the group is no longer linked
post-reason-public = the group has become public
post-reason-unconfirmed = nobody has confirmed that only licensed retailers are in it
post-reason-unknown = the connection broke, it may or may not have arrived
post-reason-stopped = sending was stopped
post-reason-too-late = it was no longer valid
post-reason-unverified = acts for no active shop any more
post-reason-blocked = blocked me
post-reason-deactivated = the account is closed
post-reason-never-started = has never written to me

post-supply-head = 📋 Supply news of { $at }:
post-supply-none = No supply news in the last two weeks. It comes in the group, in the column “{ $column }”, and you can ask here at any time.

post-paused =
    ⚠️ { $name } paused itself: several recipients in a row were refused.
    Telegram says: { $reason }
    { $sent } have it, { $left } are left. Press “Go on” when the cause is out of the way.

# After sending: acknowledgements, report, reminder, trying again, export
post-ack-done = ✅ Noted, thank you.
post-ack-again = You pressed it already ({ $at }), thank you.
post-ack-no_shop = Staff need not press this. The author sees in “Report” who has and who has not.
post-ack-recalled = This has been withdrawn; there is no need to press it. Please go by the newest post.
post-ack-not_found = This button no longer works; there is no need to press it.

post-report = 📊 Report
post-report-refresh = ↻ Refresh
post-report-repeats = { $n } of them may have received it twice
post-report-reason = · { $reason }: { $n }
post-acks = Pressed “Read”: { $acked } of { $expected }, { $left } have not
post-acks-nobody = There is nobody in the audience now who would have to press “Read”.
post-acks-unreachable = { $n } of those who have not can not be written to (never wrote to me, or blocked me); the exported list names them
post-acks-others = { $n } more from outside the audience pressed it and are not counted
post-acks-district = { $district } { $acked } / { $expected }
post-acks-route = · { $route } { $acked } / { $expected }
post-follow-not_found = This button no longer works: the post was not sent, or is gone.
post-follow-not_yours = Only its author, a supervisor of the district or an admin can do that.

post-remind = 🔔 Remind { $n } who have not
post-remind-ask = Remind in private the { $n ->
        [one] 1 person who has
       *[other] { $n } people who have
    } not pressed “Read”? Whoever has will not get it.
post-remind-ask-quiet = 🌙 These are the quiet hours: the reminder goes out at { $at }.
post-remind-ask-others = { $n } more can not be written to and need another way; the exported list names them.
post-remind-go = 🔔 Remind { $n }
post-remind-done = { $n ->
        [one] 1 person is
       *[other] { $n } people are
    } being reminded.
post-remind-done-quiet = Arranged: { $n ->
        [one] 1 person gets
       *[other] { $n } people get
    } the reminder at { $at }, after the quiet hours.
post-remind-nobody = There is nobody to remind in private: they have pressed it, or can not be written to. The exported list names them.
post-remind-too_soon = They were reminded less than an hour ago. You can do it again from { $at }.
post-remind-too_late = It is no longer valid, so nobody is reminded of it. If it is still needed, please post it anew.
post-remind-under_way = It is still being sent. Please remind people when that is done.
post-remind-message =
    🔔 Please read: “{ $line }”
    When you have, please press “Read”.

post-retry = 🔁 Try { $n } again
post-retry-ask =
    Which ones shall be tried again?
    Failed: { $failed } · unreachable then, back now: { $back }
    Unsure whether it arrived: { $unknown } (once more may be twice)
post-retry-sure = 🔁 Only the { $n } not reached
post-retry-all = 🔁 The unsure ones too: { $n }
post-retry-done = Being sent again to { $n }.
post-retry-nothing = There is nothing to try again: it is under way already, or they still can not be reached.
post-retry-outdated = These have been tried again already. Press “Refresh” to see how it stands.
post-retry-too_late = It is no longer valid and is not sent any more. If it is still needed, please post it anew.
post-retry-paused = This post is paused. Press “Go on” first.
post-retry-recalled = This post was recalled and can not be sent again.

post-csv = 📄 Export
post-csv-caption = What became of it in each group and for each person: { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } ({ $at }). It holds customers’ details; please keep it inside the company.
post-csv-column-recipient = Recipient
post-csv-column-kind = Kind
post-csv-column-district = District
post-csv-column-route = Route
post-csv-column-shop = Shop
post-csv-column-licence = Licence
post-csv-column-result = Result
post-csv-column-reason = Reason
post-csv-column-attempts = Attempts
post-csv-column-repeated = Possibly repeated
post-csv-column-sent_at = Sent at
post-csv-column-acked_at = Acknowledged at
post-csv-group = group
post-csv-person = private
post-csv-member = group member
post-csv-by-group = in the group
post-csv-yes = yes
post-csv-pending = waiting
post-csv-held = paused
post-csv-sending = on its way
post-csv-sent = arrived
post-csv-failed = failed
post-csv-unreachable = unreachable
post-csv-unknown = unsure
post-csv-skipped = not sent
# Approval
post-submit = 📤 Submit for approval
post-take-back = ↩️ Take back
post-take-back-late = This is no longer with an approver; below is how it stands now.
post-panel-returned = ↩️ { $name } returned this: { $reason }
post-panel-submitted = ⏳ { $name } · waits for approval by { $approvers }
post-panel-submitted-how = Nothing can be changed while it is being looked at. To change it, take it back first.
post-refused-submitted = This is with the approver and can not be changed now. To change it, press “Take back” first.
post-refused-needs_approval = What you post has to be approved first. Please press “Submit for approval”.
post-refused-no_right = You may not post at present. Please ask an admin if you need it.
post-refused-column = A brand partner can post to “New Product Promotion” only. Please send /post and choose that column.
post-refused-no_approver = There is nobody who could approve it; your draft is kept. Please ask an admin to name a supervisor in /staff and that colleague to open me and press Start, then submit again.
post-edit-submitted = This is with the approver, so the change was not taken. Press “Take back” first, then edit it again.
post-approved = ✅ { $approver } approved “{ $name }”; it is being sent.
post-approved-scheduled = ✅ { $approver } approved “{ $name }”; it goes out { $at }.
review-card = 👆 “{ $name }” by { $author } ({ $roles }): please approve or return it.
review-card-closed = “{ $name }” by { $author }
review-again = ⏰ Nobody has decided yet about what was submitted { $at }.
review-start = Goes out: { $at }
review-start-passed = Goes out: { $at } (which has passed: it is sent as soon as you approve)
review-approve = ✅ Approve
review-return = ↩️ Return
review-show = 👁 Show again
review-ask-reason = ✍️ Please say in one message why it goes back; the author will read it. If it is not to go back, press Back below or send /cancel.
review-reason-empty = Please give the reason in words; the author goes by it. If it is not to go back, send /cancel.
review-reason-too_long = A reason has { $limit } characters at most; please shorten it and send it again.
review-kept = Not returned; it still waits for approval.
review-approved = ✅ { $name } approved it ({ $at }).
review-returned = ↩️ { $name } returned it ({ $at }): { $reason }
review-taken_back = The author took it back; nothing is left to decide.
review-replaced = This is an earlier submission; the author has changed it since. Please go by the latest one.
review-refused-not_found = This button no longer works.
review-refused-own = Nobody approves their own post; please leave it to someone else.
review-refused-not_in_charge = This is for the supervisor of its author’s district; you need do nothing.
review-refused-author_gone = Its author may not post any more, so it can not be approved. Please return it.
review-refused-words = It has words in it that must not be sent: { $words }. Please return it.
review-refused-nobody = There is no group and nobody to send it to, so it can not be approved. Please return it, so that its author chooses another audience.

# Changing a sent post, and taking it back
post-edit-ask =
    👆 The new version of { $name }. { $n ->
        [0] It has not arrived anywhere yet.
        [one] Change it in the one place it arrived?
       *[other] Change it in the { $n } places it arrived?
    }{ $left ->
        [0] { "" }
        [one] { " " }The 1 recipient still to come then gets the new version.
       *[other] { " " }The { $left } recipients still to come then get the new version.
    }
post-edit-ask-table =
    The table has { $n ->
        [one] 1 line
       *[other] { $n } lines
    } now: { $added } new, { $removed } gone, { $changed } changed. What retailers read with /supply follows.
post-edit-yes = ✏️ Change everywhere
post-edit-no = Leave it
post-edit-left = Left as it was sent. To change it after all, edit your message again.
post-edit-running = ✏️ { $name }: being changed
post-edit-ended = ✏️ { $name }: changed
post-edit-done = ✅ { $name }: changed in { $done ->
        [0] every place still to come
        [one] 1 place
       *[other] all { $done } places
    }.
post-edit-partly = ⚠️ { $name }: changed in { $done }, not in { $failed }.
post-edit-unsure = { $n ->
        [one] For 1 recipient the connection broke while it was sent
       *[other] For { $n } recipients the connection broke while it was sent
    }: if it arrived that time, that message was not changed.
post-edit-refused-too_long = The edited { $kind ->
        [caption] caption
       *[text] text
    } is { $excess } characters too long (limit { $limit }, with the lines that are added). What was sent is unchanged. Please shorten it further.
post-edit-refused-reverted = It reads again as it was sent; nothing is changed.
post-edit-refused-waiting = This has been submitted or scheduled and can not be changed now. What goes out is the version before this edit.
post-edit-refused-recalled = This post was recalled and stays so. To say it anew, please send /post.
post-edit-refused-nowhere = This post has arrived nowhere, so there is nothing to change. Please send it as a new post.
post-edit-refused-media_kind = Telegram can not turn a text into a file, a file into a text, or a photo of an album into a document. What was sent is unchanged. Please recall the post and send a new one.
post-edit-refused-table = A table can only become another table file (CSV or Excel). What was sent is unchanged.
post-edit-refused-same_table = This table is the same as what was sent; nothing is changed.
post-edit-refused-needs_approval = What you post is approved first, so a sent post can not be changed. Please submit a new post.
post-edit-refused-words = Can not be sent with these words in it: { $words }. What was sent is unchanged. Please edit them out.
post-edit-refused-outdated = This question is out of date: there is a newer version. Please use the newest question.
post-edit-refused-done = Already decided: it is being changed.
post-edit-refused-left = Already decided: it was left as it is. Edit your message again to be asked again.
post-edit-refused-not_yours = Only its author or an admin can do that.

post-recall = ↩️ Recall
post-recall-ask =
    Recall { $name }? { $n ->
        [0] It has not arrived anywhere yet.
        [one] It has arrived in 1 place.
       *[other] It has arrived in { $n } places.
    }
post-recall-will-remove = · { $n }: removed
post-recall-will-note = · { $n }: older than 48 hours, which Telegram does not delete; the words are replaced by a notice that it was withdrawn
post-recall-will-drop = · { $n } not yet sent: dropped
post-recall-yes = ↩️ Recall it
post-recall-no = Leave it
post-recall-left = Nothing was recalled.
post-recall-running = ↩️ { $name }: being recalled
post-recall-ended = ↩️ { $name }: recalled
post-recall-done = ↩️ { $name } is recalled. Removed: { $removed }{ $notices ->
        [0] .
       *[other] ; replaced by a notice: { $notices }.
    }
post-recall-partly = ⚠️ { $name } is recalled, but not everywhere. Still there: { $failed }; removed: { $removed }{ $notices ->
        [0] .
       *[other] ; replaced by a notice: { $notices }.
    }
post-recall-unsure = { $n ->
        [one] For 1 recipient the connection broke while it was sent
       *[other] For { $n } recipients the connection broke while it was sent
    }: if it arrived that time, that message could not be removed.
post-recall-refused-not_sent = This has not been sent, so there is nothing to recall.
post-recall-refused-recalled = This has been recalled already.
post-recall-refused-nowhere = It has arrived nowhere, so there is nothing to recall.
post-recall-refused-not_yours = Only its author, a supervisor of the author’s district or an admin can recall it.
post-withdrawn = This notice of { $at } was withdrawn.

# After sending: who did what
post-history = 📜 Record
post-history-head = 📜 { $name } · what was done
post-history-line = { $at } { $who }: { $what }
post-history-itself = by itself
post-history-written = wrote the draft
post-history-submit = submitted for approval
post-history-take_back = took it back from approval
post-history-approve = approved
post-history-return = returned
post-history-schedule = scheduled for { $at }
post-history-unschedule = took the time off
post-history-not_started = not sent at its time: { $reason ->
        [late] it had long passed
        [no_right] its author may no longer send it
        [nobody] nobody to send it to
        [words] words that must not be sent
       *[other] stopped
    }
post-history-send = sent (groups: { $groups }, people: { $people })
post-history-pause = paused ({ $n } left)
post-history-resume = went on
post-history-cancel = gave up the rest ({ $n })
post-history-retry = tried { $n } again
post-history-edit = changed (arrived in { $n })
post-history-recall = recalled (arrived in { $n }, dropped { $dropped })
post-history-remind = reminded { $n } who had not pressed “Read”
post-history-export = exported the list ({ $n } rows)
