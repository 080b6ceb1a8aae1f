setting-title = Settings (press one to see or change it)
setting-line = ▪️ { $name }: { $value }
setting-card =
    { $name }: { $value }
    { $source }

    { $does }
    { $example }
setting-own = Changed by your company
setting-shipped = Default
setting-changed = ✅ Saved; it holds from now on.
setting-back = Back
setting-reset = Restore default
setting-reset-yes = Yes, restore
setting-ask-reset = Restore the default of "{ $name }"? What your company changed is removed (the audit keeps a record).
setting-off = off
setting-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
setting-no-words = (empty)
setting-more-words = { $words } … and { $more } more
setting-word-count = { $words } … ({ $count } in all)

setting-name-quiet_hours = Quiet hours
setting-name-sensitive_words = Sensitive words
setting-name-product_words = Words barred from product posts
setting-name-sale_words = Words that sound like a sale
setting-name-complaint_causes = Causes of complaints
setting-name-product_valid_days = Days a new product is shown

setting-does-quiet_hours = Private messages wait until these hours are over. Order reminders and outage notices do not.
setting-does-sensitive_words = A post with one of these words is stopped before it is sent.
setting-does-product_words = A supply or new-product post with one of these words (gifts, lotteries, health claims) is stopped before it is sent. The health warning required by law does not count.
setting-does-sale_words = When a post seems to take orders or money in chat, its author is reminded: service, not sales.
setting-does-complaint_causes = When a case is closed, the desk picks one of these causes, and the report counts them.
setting-does-product_valid_days = How long /newproducts shows a new product after its post.

setting-example-quiet_hours = To change: /setting quiet_hours 21:00-08:00; to switch off: /setting quiet_hours off
setting-example-sensitive_words = To change: /setting sensitive_words +add this -remove that (commas between several words)
setting-example-product_words = To change: /setting product_words +add this -remove that (commas between several words)
setting-example-sale_words = To change: /setting sale_words +add this -remove that (commas between several words)
setting-example-complaint_causes = To change: /setting complaint_causes +add this -remove that (commas between several causes)
setting-example-product_valid_days = To change: /setting product_valid_days 14

setting-name-canned_replies = Canned replies
setting-does-canned_replies = On a case the desk presses “Canned replies” and answers the shop with one of these. What stands before the colon is the button.
setting-example-canned_replies = To add: /setting canned_replies +Title: the reply; to remove: /setting canned_replies -Title (one a line)
setting-problem-reply_too_short = “{ $word }” says nothing. Please write: +Title: the reply
setting-problem-reply_too_long = “{ $word }” is too long: a reply has { $replySigns } letters at most.
setting-problem-too_many_replies = That makes too many replies: { $replies } at most. Remove some first.
setting-problem-unknown_reply = No reply is titled “{ $word }”; nothing was changed.

setting-in-private = Settings are changed in a private chat with me.
setting-gone = This setting no longer exists. Send /setting to see those of today.
setting-unknown = There is no such setting. You can change: { $keys }. Send /setting for an explanation.
setting-problem-bad_hours = I could not read these hours. Write when they begin and end, by the 24-hour clock; the two must differ.
setting-problem-bad_days = Write a number of days from { $least } to { $days }.
setting-problem-no_sign = Put + or - before a word: + adds it, - removes it.
setting-problem-word_too_short = "{ $word }" is so short that it would stop nearly every post. Write a word of two letters or more.
setting-problem-word_too_long = "{ $word }" is too long: a word has { $signs } letters at most.
setting-problem-too_many_words = That makes too many words: { $words } at most. Remove some first.
setting-problem-unknown_word = "{ $word }" is not in the list; nothing was changed.
setting-problem-unchanged = It is so already; nothing needs to change.

# The ordering calendar
setting-name-maintenance = Maintenance of the ordering platform
setting-name-holiday_rule = Ordering days on a holiday
setting-does-maintenance = When the ordering platform is closed every week. An opening in it moves to its end, a cutoff to its beginning.
setting-does-holiday_rule = What happens to an ordering day that is a public holiday. Moved, it goes to the nearest working day; if that day or one on the way is an ordering day already, it is cancelled.
setting-example-maintenance = To change: /setting maintenance Fri 18:00-Sat 12:00 (commas between several); to end it: /setting maintenance off
setting-example-holiday_rule = To change: /setting holiday_rule drop, before or after
setting-rule-drop = cancelled
setting-rule-before = moved to the working day before
setting-rule-after = moved to the working day after
setting-weekday-mon = Mon
setting-weekday-tue = Tue
setting-weekday-wed = Wed
setting-weekday-thu = Thu
setting-weekday-fri = Fri
setting-weekday-sat = Sat
setting-weekday-sun = Sun
setting-problem-bad_maintenance = I could not read these times. For each, write from which weekday and time to which weekday and time, by the 24-hour clock; some of the week must be left to order in.
setting-problem-bad_holiday_rule = Write drop, before or after.

# How long the order feed may be silent
setting-auto = automatic
setting-name-feed_silence = Warning of missing order data
setting-does-feed_silence = If no order data has come for this long before order reminders go out, account managers, admins and the order department are told first. Automatic: by what was usual in the last 14 days.
setting-example-feed_silence = To change: /setting feed_silence 90m (or 2h); automatic: /setting feed_silence auto; to switch off: /setting feed_silence off
setting-problem-bad_silence = I could not read this time. Write 5 minutes to 12 hours, such as 90m or 2h, or auto or off.

# Within how long a promise is kept
setting-name-promise_times = Times of promises
setting-does-promise_times = A category of complaints, or a star tier, may be promised less time; one longer than usual changes nothing. It holds for what is filed from now on.
setting-example-promise_times = To change: /setting promise_times +delivery desk reply 15m, gold door visit 1d -diamond return visit. Each is a category or a tier, a promise (desk reply, door visit, return visit) and a time (30m, 2h, 1d for working days), with commas between several; to drop all: /setting promise_times off
setting-promise-time = { $who }, { $promise }: { $within }
setting-promise-tier = tier "{ $tier }"
setting-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
setting-problem-bad_promise_time = I could not read "{ $word }"; nothing was changed.
setting-problem-unknown_promise_time = "{ $word }" is not set; nothing was changed.
setting-problem-too_many_promise_times = { $times } at most. Remove some first.
