menu-audit = Who did what
audit-head = 📜 Who did what, latest first: { $what }
audit-everything = everything
audit-topic = { $topic ->
    [posts] Posts
    [people] People
    [office] Office
    [ordering] Ordering
    [service] Service
    [files] Files
   *[all] Everything
 }
audit-none = Nothing is noted here.
audit-system = The bot
audit-left = Number { $id }
audit-line = · { $time } { $who }: { $did }
audit-older = Older ›
audit-newest = ‹ Latest
audit-csv = 📄 Export
audit-csv-caption = Who did what: { $rows ->
        [one] 1 entry
       *[other] { $rows } entries
    } ({ $at }). It names people; please keep it inside the company.{ $left ->
        [0] { "" }
       *[other] { " " }The { $rows } latest; { $left } older ones are left out: ask for a shorter time, such as /audit last week.
    }
audit-csv-column = { $column ->
    [at] Time
    [who] Who
    [id] Telegram number
    [topic] Topic
    [did] What
   *[about] Record
 }
audit-csv-file = audit
audit-unknown = I can not read “{ $text }”. Behind /audit you can write a time (today, last week, 2026-11-23), a colleague’s name or code, or a topic (posts, people, ordering …).
audit-several = More than one colleague is called that: { $names }. Please write the code behind /audit.
audit-in-private = Please ask me in private: this names people.
audit-button-old = This button no longer works. Please send /audit.

audit-subject-post = { $name }{ $words ->
        [none] { "" }
       *[other] { " " }“{ $words }”
    }
audit-subject-staff = { $name } ({ $code })
audit-subject-shop = “{ $name }” ({ $licence })
audit-subject-group = the group “{ $title }”
audit-subject-window = { $place } on { $day }
audit-subject-outage = the outage of { $at }
audit-subject-case = complaint { $number }
audit-subject-case-hidden = a complaint for few eyes
audit-subject-measure = “{ $cause }”

audit-did-post = { $what }: { $subject }
audit-did-staff-add = added { $subject } to the staff
audit-did-staff-give_role = gave { $subject } the role { $role }
audit-did-staff-take_role = took the role { $role } from { $subject }
audit-did-staff-place = moved { $subject } to { $district }
audit-did-staff-approval = { $isOn ->
        [yes] posts of { $subject } need approval from now on
       *[no] posts of { $subject } need no approval any more
    }
audit-did-staff-remove = removed { $subject } from the staff
audit-did-staff-invite = made an invitation for { $subject }
audit-did-staff-link = opened the invitation of { $subject }
audit-did-staff-away = { $subject } is away until { $day }
audit-did-staff-back = { $subject } is back
audit-did-retailer-link = verified for { $subject }
audit-did-retailer-link_request = asked to be verified for { $subject }
audit-did-retailer-link_approved = approved someone for { $subject }
audit-did-retailer-link_refused = refused someone for { $subject }
audit-did-retailer-import = imported the roster: { $created } new, { $updated } changed, { $rejected } rejected
audit-did-group-link = linked { $subject } ({ $kind ->
        [desk] service desk
       *[retailers] retailers
    })
audit-did-group-unlink = unlinked { $subject }
audit-did-group-confirm = confirmed that only licensed retailers are in { $subject }
audit-did-group-unconfirm = took back that only licensed retailers are in { $subject }
audit-did-setting-change = changed { $subject }: { $change }
audit-did-setting-restore = put { $subject } back to the usual
audit-did-window-extend = extended { $subject } from { $from } to { $to }
audit-did-window-advance = closed { $subject } earlier, { $to } instead of { $from }
audit-did-window-cancel = cancelled { $subject } ({ $from })
audit-did-window-restore = put { $subject } back to { $to }
audit-did-outage-on = announced { $subject }
audit-did-outage-off = ended { $subject }
audit-did-outage-update = sent news of { $subject }
audit-did-outage-longer = said that { $subject } lasts longer
audit-did-outage-told = ticked for { $subject } that { $who } was told
audit-did-outage-untold = took back for { $subject } that { $who } was told
audit-told = { $who ->
    [info] the information centre
   *[order] the order department
 }
audit-did-outage-propose_cutoff = proposed a new cutoff for { $subject }
audit-did-outage-confirm_cutoff = confirmed a new cutoff for { $subject }
audit-did-call-number = looked at the number of { $subject }
audit-did-call-outcome = noted a call to { $subject }: { $outcome }
audit-did-call-undo = took back what was noted of a call to { $subject }
audit-did-follow_up-number = looked at the number of { $subject } (follow-up)
audit-did-follow_up-reopen = reopened the follow-up of { $subject }
audit-did-follow_up-postpone = put off the follow-up of { $subject } by { $n } days
audit-did-complaint-number = had the shop’s number shown for { $subject }
audit-did-complaint-measure = noted a measure against { $subject }
audit-did-report-export = exported { $subject }: { $n } rows
audit-did-audit-export = exported this list: { $n } rows
audit-did-other = { $action }: { $subject }
