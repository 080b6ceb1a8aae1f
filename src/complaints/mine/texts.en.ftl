mine-head = Your complaints and questions{ $pages ->
    [1] :
   *[other] {" "}(page { $page } of { $pages }):
}
mine-how = Press a number to see what happened.
mine-button-case = { $number } { $category }
mine-button-before = Previous
mine-button-after = Next
mine-button-withdraw = Withdraw
mine-button-reopen = Take it up again
mine-button-no-visit = No visit needed
mine-button-back = Back
mine-promised = Promised:
mine-happened = What happened:
mine-line = { $line } ({ $more })
mine-planned = planned for { $at }
mine-paused = waiting for your answer, the clock stands
mine-waived = · { promise-name }: { $kind ->
    [desk_reply] no further reply
    [door_visit] no visit needed
   *[return_visit] not needed
} ({ $at })
mine-entry = { $at }: { $what }
mine-entry-words = { $at }: { $what }: { $words }
mine-event = { $kind ->
    [opened] you filed it
    [filed_for] put on file for you by the company
    [added] you added
    [edited] you changed your words to
    [answered] the service desk replied
    [asked] the service desk asked
    [category] category changed to
    [withdrawn] you withdrew it
    [duplicate] merged into another case
    [planned] a time for the visit was set
    [other_time] you asked for another time
    [no_visit] you said that no visit is needed
    [visit_wanted] you asked for the visit after all
    [nobody_home] your account manager came and did not find you in
    [declined] you declined the visit
    [visited] your account manager came
    [said] your rating
    [why] you explained
    [attempt] we tried to reach you for the return visit
    [not_reached] we could not reach you for the return visit
    [rated] result of the return visit
    [solved] you said that it is solved
    [closed] closed
   *[reopened] taken up again
}
mine-satisfaction = Your rating: { $satisfaction ->
    [satisfied] satisfied
    [so_so] so-so
   *[not_satisfied] not satisfied
}
mine-reply = To add something, reply to this message with words or photos.
mine-withdraw-ask = Nothing more is done about it once you withdraw it. Are you sure?

menu-complaint = File for a shop: licence number, then the words
menu-case = Show a case: add its number
help-in-group = To complain in the group, begin a message or a caption with “complaint”. The answer goes to you alone, and your words are not repeated in the group.
