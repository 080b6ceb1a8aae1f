people-verify-first = This service is for licensed retailers. Press “Verify me” and share the phone number on file: about ten seconds.
people-verify = Verify me
people-welcome-retailer =
    Welcome, { $shops }.
    The four buttons below are always there; you can also just send me text or a photo.
people-welcome-staff =
    Hello { $name }.
    Your commands are in the menu at the lower left, or send /help.
people-list-comma = {", "}
people-language-ask = 请选择语言 / Choose a language
people-language-set = All right, English from now on.

keyboard-complain = 📣 Complain
keyboard-order = 📦 Today's order
keyboard-supply = 📋 Supply
keyboard-ask = 💬 Ask the desk

help-retailer = Tongzhou is the company's service assistant: supply news, your order, complaints, questions to the desk. It takes no orders and no money.
help-staff = Commands you can use:
help-stranger = Tongzhou serves licensed retailers and company staff only. Retailers: send /bind to get verified. Staff: ask an admin for your link.

menu-complain = Complain or report a problem
menu-mycases = How my complaints stand
menu-order = Have I ordered, when does it close
menu-supply = Latest supply news
menu-newproducts = New products
menu-tasks = My open tasks
menu-away = Leave and substitutes
menu-cutoff = Order cutoffs: who has ordered, extend, cancel
menu-post = Post to a column
menu-announce = Send an announcement
menu-posts = My posts: drafts, planned, under way, sent
menu-report = Reports: orders, complaints, trends

menu-outage = Online ordering fails: tell everyone
menu-import = Import roster, calendar, orders
menu-group = Group settings
menu-staff = Manage staff
menu-setting = Settings of the office
menu-bind = Verify me
menu-language = Language / 语言
menu-help = Help

access-retailers-only = This is for licensed retailers. Send /bind to get verified: about ten seconds.
access-shops-only = This is for retailers. Send /help for the commands you can use.
access-refused = You do not have this right. Please ask an admin if you need it.

update-parked = ⚠️ One update failed three times and was set aside (number { $id }). Everything else goes on; look for the number in the log.

# /settings of a retailer
menu-settings = My settings: reminders, language
preferences-title = ⚙️ My settings
preferences-reminders-on = Order reminders: on (only when you have not ordered)
preferences-reminders-off = Order reminders: off since { $since }. This is for you alone: the others of your shop still get them. Your account manager can see it and may call you.
preferences-night-on = At night ({ $hours }): remind me as usual
preferences-night-off = At night ({ $hours }): do not disturb. The reminder comes in the afternoon instead; where it cannot, it comes without a sound.
preferences-language = Language: English
preferences-turn-off = Turn off order reminders
preferences-turn-on = Turn on order reminders
preferences-spare-night = Do not disturb at night
preferences-use-night = Remind me at night too
preferences-other-language = 中文
preferences-saved = Saved
preferences-in-private = Your settings are shown in private only: open our private chat and send /settings.
