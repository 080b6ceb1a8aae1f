closing-until = If the problem is still there, press the button below by { $until } and we take it up again.
closing-button-reopen = Not solved, take it up again
closing-ask-words = { $number }: what is still not solved? A sentence or two is enough; a photo or voice message is fine too.
closing-button-no-words = No words, just take it up again
closing-taken-up = All right, { $number } is taken up again; the new times are in the other message.
closing-kept = All right, the case stays closed.
closing-receipt-again = { $number } is taken up again, counted from now:
closing-round = 🔁 Round { $round }
closing-reopened = 🔁 { $number } is taken up again (round { $round }): { $why ->
    [rated] not satisfied at the return visit, recorded by { $by }
    [unsolved] the answer did not help ({ $by })
    [tocomplaint] the question was made a complaint ({ $by })
   *[shop] the shop says it is not solved ({ $by })
}
closing-solved-ask = { $number }: did that help? (You can ask again until { $until }.)
closing-button-solved = Solved
closing-button-unsolved = No, ask again
closing-button-tocomplaint = Make it a complaint
closing-solved = All right, { $number } is solved.
closing-ask-more = { $number } is back with the service desk. What was not clear? Just go on writing, I pass it on.
closing-button-enough = Nothing to add
closing-enough = All right, the service desk will answer you again.
closing-complaint = All right, { $number } is a complaint now ({ $category }).

complaint-refused-reopen_open = This case is still in progress, so there is nothing to take up again. Whatever you want to add, just send it here.
complaint-refused-reopen_late = The case was closed more than seven days ago and can not be taken up again. If the problem is still there, press “{ keyboard-complain }”.
complaint-refused-reopen_withdrawn = { $by } withdrew this case ({ $at }). To raise it again, press “{ keyboard-complain }”.
complaint-refused-reopen_duplicate = This case was merged into another one ({ $at }); see how that one stands: /mycases
complaint-refused-no_advice = This is a complaint and not a question. Please wait for the return visit’s message to rate it.
