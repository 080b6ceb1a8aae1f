complaint-report-title = 📋 Complaints { $kind ->
    [month] of the month
   *[week] of the week
 }, { $period } · { $place }
complaint-report-nothing = No complaints in this period, and no promise fell due.
complaint-report-total = Complaints: { $n } (period before: { $before }, { $change })
complaint-report-beside = ; besides { $list }
complaint-report-advice = { $n } asked for advice
complaint-report-withdrawn = { $n } withdrawn
complaint-report-satisfaction = { $isMet ->
    [yes] ✅
   *[no] ⚠️
 } Satisfied: { $share }% ({ $satisfied } of { $rated } return visits), goal { $goal }%
complaint-report-unrated = Satisfied: no return visits yet, goal { $goal }%
complaint-report-count = { $name } { $n } ({ $change })
complaint-report-comma = {", "}
complaint-report-dot = {" "}·{" "}
complaint-report-more = and { $n } more
complaint-report-categories = By category: { $list }
complaint-report-causes = By cause: { $list }
complaint-report-no-cause = not said yet
complaint-report-repeats = Shops that complained more than once ({ $n }): { $list }
complaint-report-repeat = { $shop } { $n }
complaint-report-promises = Promises due in this period:
complaint-report-promise = · { $name }: { $share ->
    [none] {""}
   *[other] { $share }% in time;{" "}
 }{ $keeping }
complaint-report-none-due = none due
complaint-report-outcome = { $outcome ->
    [kept] in time
    [kept_late] late
    [breached] overdue
    [waived] waived
   *[open] not due yet
 } { $n }
complaint-report-median = ; median { $time }
complaint-report-time = { $hours ->
    [0] { $minutes } min
   *[other] { $hours } h { $minutes } min
 }
complaint-report-people = By person, most missed first:
complaint-report-person = · { $name }: { $keeping }
complaint-report-districts = By district:
complaint-report-district = · { $name }: complaints { $n }{ $share ->
    [none] {""}
   *[other] , satisfied { $share }%
 }{ $kept ->
    [none] {""}
   *[other] , promises in time { $kept }%
 }
complaint-report-worst = Longest overdue (working time):
complaint-report-late = · { $number } { $shop }: { $promise }, { $isOpen ->
    [yes] {""}overdue by
   *[no] {""}late by
 } { $time }
complaint-report-measures = Measures noted:
complaint-report-measure = · { $cause }: { $text } ({ $place ->
    [none] {""}
   *[other] { $place },{" "}
 }{ $by }, { $at })

complaint-report-button = Complaints { $period }
complaint-report-turn = { $way ->
    [back] ← { $period }
   *[on] { $period } →
 }
complaint-report-chart = 🖼 Chart
complaint-report-csv = 📄 List
complaint-report-note = ✍️ Note a measure
complaint-report-not-yours = The report on complaints is for supervisors, admins and the service desk. Send /tasks to see what is yours to do.
complaint-report-lead-only = Measures are noted by supervisors and admins. Please tell your district’s supervisor what you suggest.
complaint-report-period-unknown = I could not read “{ $text }”. Write: this week, last week, this month, last month, or a month (2026-11).
complaint-report-no-chart = There is nothing to draw for this period. Please look at another week or month.
complaint-report-csv-nothing = No complaints in this period, so there is no list. Please look at another week or month.
complaint-report-csv-caption = List of complaints ({ $rows }), as of { $at }. It names shops: please do not pass it on.
complaint-report-csv-file = complaints
complaint-report-csv-column = { $column ->
    [number] Number
    [filed] Filed at
    [closed] Closed at
    [district] District
    [route] Route
    [licence] Licence
    [shop] Shop
    [category] Category
    [cause] Cause
    [state] State
   *[satisfaction] Satisfaction
 }
complaint-report-csv-promise = { $promise }: { $column ->
    [outcome] outcome
    [due] due
    [ended] done
    [minutes] working minutes
   *[owner] owner
 }
complaint-report-csv-outcome = { $outcome ->
    [kept] in time
    [kept_late] late
    [breached] overdue
    [waived] waived
   *[open] not due yet
 }
complaint-report-measure-which = Which cause is the measure for? ({ $period } · { $place })
complaint-report-measure-ask = Please send one message: what will change, who sees to it, by when (at most { $max } characters). Cause: { $cause }, { $period }.
complaint-report-measure-words = Please write the measure in words, at most { $max } characters, or press “Cancel”.
complaint-report-measure-noted = ✅ Noted for “{ $cause }”. It will stand in the report on complaints of { $period }.
complaint-report-measure-cancel = Cancel
complaint-report-measure-cancelled = Nothing was noted. Press “Note a measure” when you want to.

complaint-chart-cases = Complaints by category
complaint-chart-now = This period
complaint-chart-before = Period before
complaint-chart-promises = Promises due in this period
complaint-chart-satisfaction = Satisfied (%), dashed: the goal of { $goal }%
complaint-chart-empty = no data
