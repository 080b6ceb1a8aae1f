column-supply = Supply Information
column-terminals = Functional Terminals
column-products = New Product Promotion
column-training = Customer Training
column-policy = Policy Notices

post-health-warning = ⚠️ Smoking harms your health. Never sell tobacco to minors.

post-choose = Which column is it for?
post-chosen = Column: { $column }
post-ask =
    Send me the content for “{ $column }”: text, or one photo (with a caption if you like).
    You see a preview first; nothing goes out until you press Send.
post-cancel = Cancel
post-cancelled = Cancelled. Nothing was sent.
post-in-private = Please send /post to me in private: you see a preview there before it goes to the groups.
post-unsupported = What can be posted today is text, or one photo with an optional caption. Videos, files, albums, voice messages and stickers can not yet. Please send text or a photo instead.
post-not-yours = Please reply to a message of your own with /post and the column.
post-empty = There is neither text nor a photo in it. Please send text or a photo.
post-too-long = Too long by { $excess } characters: { $kind ->
        [photo] a caption
       *[text] a text
    } may have { $limit }, including the hashtag and the health warning that are added. Shorten it by editing that message, or send a new one.
post-edit-too-long = The edited version is { $excess } characters too long (limit { $limit }) and was not taken; the preview is unchanged. Please shorten it further.
post-column-too-long = “{ $column }” adds the health warning, which makes this { $excess } characters too long. Please shorten it first.
post-edit-after-sending = This is in the groups already; editing it now does not change it there. To correct it, please post again.
post-source-sent = This message was posted already. To post it again, please send the content anew.

post-panel =
    👆 { $column } · goes to { $n ->
        [one] 1 group
       *[other] { $n } groups
    }
    To change it, edit the message you sent; the preview follows.
post-panel-nobody =
    👆 { $column } · there is no group to send it to
    An admin adds me to a retailers’ group and sends /group there.
post-panel-protected = Carries the health warning; can not be forwarded or saved in the groups.
post-panel-hashtag = In groups without topics it begins with { $tag }.
post-panel-refused = ⚠️ Not sent to “{ $group }”: it is public (@{ $username }), anyone could see the goods.
post-panel-refused-more = ⚠️ { $n } more public groups are left out.
post-send = Send
post-move = Change column
post-discard = Cancel

post-sending =
    ✅ Sending to { $n ->
        [one] 1 group
       *[other] { $n } groups
    } ({ $column })
    I will tell you how it went.
post-discarded = Cancelled: { $column }. Nothing was sent.
post-refused-not_found = This button no longer works. To post something, send /post.
post-refused-not_author = Someone else wrote this draft; only they can send it.
post-refused-no_groups = There is no group to send it to: an admin has to send /group in a retailers’ group first. Your draft is kept.
post-refused-discarded = This draft was cancelled. To post something, send /post.
post-refused-already_sent = Already sent ({ $at }); it is not sent twice.

post-report-done = ✅ { $column }: sent to { $sent ->
        [one] 1 group
       *[other] all { $sent } groups
    }.
post-report-partly = ⚠️ { $column }: sent to { $sent ->
        [one] 1 group
       *[other] { $sent } groups
    }, failed in { $failed }.
post-report-failure = · { $group }: { $reason }
post-report-more = · and { $n } more
post-reason-kicked = I am no longer in that group
post-reason-unlinked = the group is no longer linked
post-reason-public = the group has become public
post-reason-unknown = the connection broke, it may or may not have arrived

post-supply-head = 📋 Supply news of { $at }:
post-supply-none = No supply news in the last two weeks. It comes in the group, in the column “{ $column }”, and you can ask here at any time.
post-supply-in-private = Please look in this group’s column “{ $column }”, or send me /supply in private.

post-paused =
    ⚠️ { $column } paused itself: several groups in a row refused it.
    Telegram says: { $reason }
    { $sent } groups have it, { $held } are left. Press “Go on” when the cause is out of the way.
post-resume = Go on
post-stop = Give up the rest
post-resumed = ▶️ Going on; I will tell you how it went.
post-stopped = Stopped; the remaining groups will not get it.
post-pause-over = This button no longer works: the post is not paused any more.
post-reason-stopped = sending was stopped
