# About members of staff, and reports in confidence
restricted-about-name = { $about ->
    [manager] the account manager
    [desk] the service desk
    [delivery] the delivery people
    [unsaid] the shop would rather not say
   *[other] { $about }
}
restricted-about-member = { $about } ({ $name })
restricted-about-choice = { $choice ->
    [manager] Account manager { $name }
    [desk] The service desk
    [delivery] The delivery people
    [other] Someone else
   *[unsaid] I would rather not say
}
restricted-receipt-reply = You get a reply from someone named for it by { $due }.
restricted-receipt-visit = { $named ->
    [yes] { $manager }
   *[no] Someone named for it
} comes to the shop by { $due }; afterwards we ask whether you are satisfied.
restricted-receipt-readers = 🔒 { $restriction ->
    [about_staff] The person concerned does not see this, nor does the desk's group: only the district's supervisors or an admin handle it.
   *[confidential] In confidence: only the admins and the district's supervisors can read it, not whoever it is about, and not the others of your shop.
}
restricted-receipt-nobody = 🔒 Noted in confidence, but nobody other than the person concerned can handle it at present. Please call { $phone ->
    [none] { $report }
   *[other] the complaint hotline { $phone }
}.
restricted-receipt-report-line = You can also call the tobacco market supervision line, { $report }.
restricted-receipt-group = You said it in the group, where its members can read your words. Please delete that message when you can, and write to me privately next time.
restricted-ask-report = Is this a report of illegal trade or of misconduct by staff? Until you choose, it is kept in confidence.
restricted-button-report = Yes, keep it in confidence
restricted-button-ordinary = No, an ordinary complaint
restricted-ask-whom = Whom is it about? One tap, and we keep it from that person.
restricted-ask-words = { $number }: please write who it is, or how to recognise them.
restricted-said = About: { $about }
restricted-button-correct = Correct whom it is about
restricted-noted = Noted, for those in charge only.
restricted-later = All right, not now. Use the buttons on the receipt whenever you like.
restricted-added = Added to { $number }, for those who handle it only.
restricted-edited = Your change is noted in { $number }, for those who handle it only.
restricted-answer = 💬 Reply on { $number }:
restricted-answer-corrected = 💬 Corrected reply on { $number }:

restricted-card-head = 🔒 { $restriction ->
    [about_staff] About a member of staff: not for the desk's group, please do not forward
   *[confidential] A report in confidence: only admins and the district's supervisors can read it, please do not forward
}
restricted-card-about = About: { $about ->
    [none] the shop has not said yet
   *[other] { $about }
}
restricted-card-named = { $promise }: { $name } was named
restricted-button-name-desk = Name who replies
restricted-button-name-door = Name who visits
restricted-button-about = Whom it is about
restricted-button-lift = Make it an ordinary case
restricted-button-lift-yes = Yes, make it ordinary
restricted-button-next = Next page
restricted-choose = { $number }: { $what ->
    [desk] who is to reply to the shop?
    [door] who is to visit the shop?
   *[about] whom is it about? They can not see it from then on.
}
restricted-choose-none = { $number }: there is nobody to choose in the district. You can reply to the case or visit the shop yourself.
restricted-named = ✅ { $number }: { $name } was named and has been told.
restricted-about-set = ✅ { $number }: noted; the person concerned can not see this case.
restricted-lift-ask = As an ordinary case, the service desk and the account manager can read everything, its record included. Go on?
restricted-lifted = { $number } is an ordinary case now; the service desk has it.
restricted-passed-on = Changed to service attitude: the supervisor handles it. What stands here will be hidden.
restricted-hidden = This case is handled by someone named for it and is no longer shown here.
restricted-for-filed = 🔒 Filed for { $shop }: { $number }; only those in charge can read it. { $restriction ->
    [confidential] The shop gets no message: please tell the caller the number, and that { $report } takes reports too.
   *[about_staff] Whom is it about? Please tap.
}
restricted-report-merged = { $n } merged into another

complaint-refused-not_restricted = This case is not restricted; there is no need for that.
complaint-refused-still_about = Its category is still service attitude, so it stays restricted. If that is wrong, change the category first.
complaint-refused-said_before = You have chosen already. If it has to change, please ask the district's supervisor.
complaint-refused-about_them = This case is about that person: please name someone else.
complaint-refused-not_staff = That person is not on the district's staff any more: please choose again.
complaint-refused-manager_changed = The route's account manager has changed: please choose again.
