# Every word a user reads, in English. Same ids and variables as the Chinese file, which leads.
# Terms: issue list, rectification ledger, measure, verify, close out, chase, listed supervision.

## Tabs
tab-0 = To do
tab-1 = Units
tab-2 = Issue list
tab-3 = Ledger
tab-4 = Schedule
tab-5 = Clues
tab-6 = Figures
tab-7 = Supervision
tab-8 = Papers
tab-9 = Contacts
tab-0-short = To do
tab-1-short = Units
tab-2-short = Issues
tab-3-short = Ledger
tab-4-short = Plan
tab-5-short = Clues
tab-6-short = Sums
tab-7-short = Orders
tab-8-short = Papers
tab-9-short = Phone

## States of an issue
state-draft = draft
state-reported = to be checked
state-registered = to be dispatched
state-assigned = to be acknowledged
state-planned = measures to approve
state-rectifying = rectifying
state-claimed = reported done
state-verified = verified
state-closed = closed out
state-unfounded = unfounded
state-rejected = not accepted
state-merged = merged
state-void = void

## Verbs: on a menu, on a hint line, inside a sentence, after the act
verb-register = Register
verb-register-short = add
verb-register-act = register it
verb-register-done = registered
verb-submit = Submit
verb-submit-short = submit
verb-submit-act = submit it
verb-submit-done = submitted
verb-return = Return for correction
verb-return-short = return
verb-return-act = return it for correction
verb-return-done = returned for correction
verb-decline = Decline
verb-decline-short = decline
verb-decline-act = decline it
verb-decline-done = declined
verb-accept = Number and assign
verb-accept-short = number
verb-accept-act = number it
verb-accept-done = numbered and assigned
verb-assign = Assign
verb-assign-short = assign
verb-assign-act = assign it
verb-assign-done = assigned
verb-reassign = Reassign
verb-reassign-short = reassign
verb-reassign-act = reassign it
verb-reassign-done = reassigned
verb-amend = Correct
verb-amend-short = correct
verb-amend-act = correct it
verb-amend-done = corrected
verb-plan = File measures
verb-plan-short = measures
verb-plan-act = file measures
verb-plan-done = measures filed
verb-progress = Report progress
verb-progress-short = progress
verb-progress-act = report progress
verb-progress-done = progress reported
verb-extend = Request extension
verb-extend-short = extend
verb-extend-act = request an extension
verb-extend-done = extension requested
verb-decide-extension = Decide extension
verb-decide-extension-short = decide
verb-decide-extension-act = decide an extension
verb-decide-extension-done = extension decided
verb-claim = Report done
verb-claim-short = done
verb-claim-act = report it done
verb-claim-done = reported done
verb-close = Verify and close out
verb-close-short = verify
verb-close-act = close it out
verb-close-done = verified and closed out
verb-send-back = Send back
verb-send-back-short = send back
verb-send-back-act = send it back
verb-send-back-done = sent back
verb-unfounded = Unfounded
verb-unfounded-short = unfounded
verb-unfounded-act = close it as unfounded
verb-unfounded-done = found unfounded
verb-note = Note
verb-note-short = note
verb-note-act = add a note
verb-note-done = note added
verb-evidence = Evidence
verb-evidence-short = evidence
verb-evidence-act = enter evidence
verb-evidence-done = evidence entered
verb-void = Void
verb-void-short = void
verb-void-act = void it
verb-void-done = voided
verb-acknowledge = Acknowledge
verb-acknowledge-short = acknowl.
verb-acknowledge-act = acknowledge it
verb-acknowledge-done = acknowledged
verb-bounce = Bounce, with the reason
verb-bounce-short = bounce
verb-bounce-act = bounce it
verb-bounce-done = bounced
verb-approve-plan = Approve measures
verb-approve-plan-short = approve
verb-approve-plan-act = approve the measures
verb-approve-plan-done = measures decided
verb-standing = Make it standing
verb-standing-short = standing
verb-standing-act = make it standing
verb-standing-done = made standing
verb-verify = Verify
verb-verify-short = verify
verb-verify-act = verify it
verb-verify-done = verified
verb-reopen = Reopen, next round
verb-reopen-short = reopen
verb-reopen-act = reopen it
verb-reopen-done = reopened
verb-chase = Chase
verb-chase-short = chase
verb-chase-act = chase it
verb-chase-done = chased
verb-timed = Order timed rectification
verb-timed-short = timed
verb-timed-act = order timed rectification
verb-timed-done = timed rectification ordered
verb-list = Put on the supervised list
verb-list-short = list
verb-list-act = list it
verb-list-done = put on the supervised list
verb-delist = Take off the supervised list
verb-delist-short = delist
verb-delist-act = delist it
verb-delist-done = taken off the supervised list
verb-unit = Keep units
verb-unit-short = units
verb-unit-act = keep the units
verb-unit-done = units updated
verb-person = Keep contacts
verb-person-short = contacts
verb-person-act = keep the contacts
verb-person-done = contacts updated
verb-member = Keep members
verb-member-short = members
verb-member-act = keep the members
verb-member-done = members updated
verb-pack = Keep the plan
verb-pack-short = plan
verb-pack-act = keep the plan
verb-pack-done = plan updated
verb-undo = Undo
verb-undo-short = undo
verb-undo-act = undo
verb-undo-done = undone
verb-redo = Redo
verb-redo-short = redo
verb-redo-act = redo
verb-redo-done = redone

## Fields
field-no = number
field-no_seq = sequence
field-no_unit = unit of the number
field-state = state
field-round = round
field-unit = unit
field-place = school (institution)
field-stage = school stage
field-ownership = ownership
field-category = category
field-item = focus item
field-title = issue
field-desc = particulars
field-source = found by
field-found_on = found on
field-reported_on = reported on
field-assigned_on = assigned on
field-persons = teachers involved
field-students = students involved
field-amount = amount involved
field-refundable = amount to refund
field-refunded = amount refunded
field-type = rectification type
field-lead = lead section
field-co = supporting sections
field-route_basis = basis of routing
field-route_gap = notice silent
field-deadline = deadline
field-original_deadline = original deadline
field-on = day done
field-moved_on = here since
field-claimed_on = reported done on
field-claimed_by = reported done by
field-statement = statement
field-verified_on = verified on
field-verified_by = verified by
field-verify_way = way of verifying
field-opinion = opinion
field-closed_on = closed out on
field-late_days = days late
field-exit_reason = reason for leaving the list
field-checked_by = checked by
field-returned = times sent back
field-extensions = extensions
field-listed = listed supervision
field-standing = standing measure
field-backfilled = entered late
field-file = source paper
field-file_row = row of the paper
field-goal = target
field-action = measure
field-leader = leader in charge
field-person = person responsible
field-person_phone = phone of the person responsible
field-due = due date
field-done_on = done on
field-done = done
field-extend_from = deadline before
field-extend_to = extend to
field-extend_reason = reason for the extension
field-asked_on = asked on
field-asked_by = asked by
field-asked_late = days overdue when asked
field-decision = decision
field-decided_on = decided on
field-decided_by = decided by
field-decision_paper = paper of the decision
field-progress_on = progress of
field-progress_text = progress
field-progress_by = progress told by
field-note_on = note of
field-note_kind = kind of note
field-note_text = note
field-note_by = note by
field-evidence_name = evidence
field-evidence_kind = kind of evidence
field-evidence_where = where the evidence lies
field-evidence_on = date of the evidence
field-rework_on = sent back on
field-rework_by = sent back by
field-rework_text = what is still demanded
field-bounced = times bounced
field-stage_goal = goal of this stage
field-review_on = to be looked at again on
field-grounds = grounds
field-listed_on = listed on
field-listed_for = grounds for listing
field-delisted_on = delisted on
field-delist_check = what the check found
field-timed_on = timed since
field-timed_for = grounds for timed rectification
field-timed_due = rectify by
field-bounced_on = bounced on
field-bounced_by = bounced by
field-bounced_from = bounced from
field-bounce_reason = why it was bounced
field-chased_on = chased on
field-chase_way = way of chasing
field-answered = who answered
field-promised_for = promised for
field-chase_text = what was said
field-chased_by = chased by
field-round_end = end of the round
field-round_closed_on = round closed on
field-round_late_days = days late in the round
field-round_statement = statement of the round
field-round_verified_by = round verified by
field-reopened_on = reopened on
field-reopened_by = reopened by
field-reopen_reason = why it was reopened
field-code = code
field-name = name
field-short = short name
field-aliases = other names
field-kind = kind
field-parent = superior unit
field-order = order
field-valid_from = valid from
field-valid_to = valid to
field-origin = origin
field-phone = phone
field-post = post
field-contact_role = contact as
field-printed_no = printed number
field-login = login
field-roles = roles
field-active = active
field-pack_id = plan id
field-pack_text = text of the plan
field-synthetic = made-up data
field-keep_names = keep complainants' names
field-part = { $field } { $part }

## Parties, kinds, roles
party-unit = responsible unit
party-section = lead section
party-office = rectification office
party-chief = head of the rectification office
party-discipline = discipline inspection group
kind-campaign = campaign
kind-unit = unit
kind-person = contact
kind-member = member
kind-issue = issue
kind-item = focus item
role-admin = administrator
role-viewer = leader (read only)
role-intake = service centre
role-reporter = liaison of a unit
role-handler = section handler
role-zzb = rectification office
role-chief = head of the rectification office
role-discipline = discipline inspection group
role-inspector = inspectorate
role-publicity = publicity section

## Codes that no plan needs to name
code-decision-pending = pending
code-decision-agreed = agreed
code-decision-refused = refused
code-contact_role-liaison = liaison
code-contact_role-leader = leader in charge
code-contact_role-head = head
code-note_kind-memo = memo
code-note_kind-instruction = leader's instruction
code-note_kind-call = phone call
code-evidence_kind-electronic = electronic
code-evidence_kind-paper = paper
code-chase_way-written = in writing
code-chase_way-call = telephone
code-chase_way-group = group message
code-yes = yes
code-no = no

## Marks after the state
mark-soon = due in { $n }d
mark-today = due today
mark-overdue = { $n }d late
mark-extended = ext { $n }
mark-returned = sent back { $n }
mark-listed = listed
mark-standing = standing
mark-round-2 = round 2
mark-round-3 = round 3
mark-round = round { $n }
mark-backfilled = entered late
mark-conflict = ⚑unsettled
flag-overdue = overdue
flag-soon = due soon
flag-listed = listed
flag-standing = standing
flag-returned = sent back
flag-reopened = reopened
flag-open = open
flag-closed = closed out
flag-late = closed late
flag-conflict = unsettled
flag-mine = with me
flag-backfilled = entered late

## Counting
measure-issue = issues
measure-clue = clues
measure-item = measures
measure-case = cases
measure-school = schools
measure-body = institutions
measure-person = people
measure-person-time = cases of people
measure-copy = copies
measure-time = times
count-issue = { $n ->
    [one] { $n } issue
   *[other] { $n } issues
}
count-ledger = { $n ->
    [one] { $n } measure
   *[other] { $n } measures
}
count-unit = { $n ->
    [one] { $n } unit
   *[other] { $n } units
}
count-contact = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
count-member = { $n ->
    [one] { $n } member
   *[other] { $n } members
}
count-task = { $n ->
    [one] { $n } row of the schedule
   *[other] { $n } rows of the schedule
}
count-fact = { $n ->
    [one] { $n } act
   *[other] { $n } acts
}
count-hit = { $n ->
    [one] { $n } hit
   *[other] { $n } hits
}
count-pack = { $n ->
    [one] { $n } plan
   *[other] { $n } plans
}
count-person = { $n }
late-none = in time
late-days = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
}
money-yuan = { $n } yuan
money-wan = { $n } × 10,000 yuan
list-and = { ", " }
clause-and = { ", " }
part-and = { "; " }
sentence-and = { $first } { $then }
reading-why = { $reading }. { $reason }
word-and = { " " }
act-general = do it

## Days
day-said = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
day-said-year = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
day-make-up = working
day-rest = off
days-left = { $n }d left
days-over = { $n }d late
days-today = today
days-past = { $n }d ago
days-plain = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
with-days = { $who } { $n }d
with-now = now with { $who }

## Status, three lines to read aloud
status-time = { " " }%-H:%M
status-gap = { " " }
status-as-of = As of { $day }:
status-as-of-scope = { $scope }, { $day }:
status-counts = { $issues } issues, { $rectified } rectified ({ $rate }), { $closed } closed
status-overdue = { $n } overdue: { $units }
status-overdue-none = Nothing overdue
status-others = others { $n }
status-listed = { $n } listed
status-phase-left = { $phase }, { $n }d left
status-phase-over = { $phase }, { $n }d past
status-next = next: { $time } { $work }
status-col-unit = unit
status-col-issues = issues
status-col-rectified = rectified
status-col-rate = rate
status-col-closed = closed out
status-col-rectifying = rectifying
status-col-claimed = reported done
status-col-unrouted = to dispatch
status-col-reported = to check
status-col-overdue = overdue
status-col-soon = due soon
status-col-listed = listed
status-col-amount = amount (10k yuan)
status-col-refunded = refunded (10k yuan)
status-total = total
status-meaning = Counting rule: rectified includes issues verified and not yet closed out

## Refusals: cannot X: reason. What to do
refused-cannot = Cannot { $verb }: { $why }
refused-not-yet = Cannot { $verb } yet: { $why }
refused-no = { $no }: { $text }
refused-nearest = Did you mean "{ $nearest }"?
refusal-unknown_number = There is no number "{ $text }".
refusal-no_subject = no number is given.
refusal-unknown_field = there is no field "{ $name }".
refusal-field_not_settable = "{ $field }" follows from the steps taken and is not typed.
refusal-missing = { $fields } missing.
refusal-needs_reason = a reason is needed.
refusal-bad_value = "{ $text }" is not understood as { $field }; give { $expected }.
refusal-ambiguous = "{ $text }" fits { $n }: { $names }. Give the full name or the code.
refusal-unknown_unit = no unit is called "{ $text }".
refusal-unknown_code = { $field } has no "{ $text }". Known: { $known }.
refusal-unread_deadline = no date can be read from "{ $text }"; give a date.
refusal-future_day = { $day } has not come yet, today is { $today }.
refusal-day_before = { $day } is before { $earliest }.
refusal-day_before-field = { $day } is before { $field } ({ $earliest }).
refusal-wrong_state = it is "{ $state }" now.
refusal-wrong_state-day = it has been "{ $state }" since { $day }.
refusal-wrong_state-closed = Closed out on { $day }; one cannot { $verb } any more.
refusal-not_yours = This step belongs to { $name }.
refusal-no_right = your post does not take this step.
refusal-needs_person_and_paper = recording for the { $party } needs the person and the paper (signature, letter or call).
refusal-same_person = Who verifies must not be who reported it done ({ $unit } { $name }). Name another.
refusal-unfinished = { $open } of { $total } measures are not done.
refusal-unfinished-refund = { $open } of { $total } measures are not done (refunded { $refunded } of { $refundable } yuan).
refusal-no_measures = no measures have been filed.
refusal-incomplete_measure = measure { $part } lacks { $fields }.
refusal-extension_pending = an extension already waits for a decision.
refusal-no_extension_pending = no extension waits for a decision.
refusal-only_chief = { $late } days overdue. An extension may still be granted, the days overdue stay on record, and the head of the office must sign.
refusal-only_chief-times = Extended { $times } times already; the head of the office must sign another.
refusal-not_later = it must be later than { $current }.
refusal-no_deadline = no deadline has been set.
refusal-step_off = this plan leaves the step out.
refusal-bounced_out = sections bounced it { $n } times; the head of the rectification office says whose it is
refusal-not_listed = it is not on the supervised list
refusal-numbered = A numbered issue cannot be deleted.
refusal-nothing_to_undo = There is nothing to undo.
refusal-nothing_to_redo = There is nothing to redo.
refusal-cannot_undo = Act { $seq } ({ $verb }) cannot be undone.
refusal-unknown_fact = There is no act { $seq }, or it has been undone.
refusal-changed_since = { $by } changed { $field } again at { $at }.
refusal-conflict = { $by } changed { $field } to { $theirs } at { $at }; yours is { $mine }.
refusal-nothing_to_change = There is nothing to change.
refusal-op_reused = This operation id was used with another content. Nothing was done twice.
refusal-unknown_member = Your login { $login } is not registered. Ask the administrator to run: duban member add { $login }
refusal-taken = "{ $text }" is taken.
refusal-stays_synthetic = Made-up data cannot become real data.
refusal-too_long = { $field } takes at most { $limit } characters.
refusal-clock_back = The day cannot go back: work is recorded up to { $last }, and { $today } was given.
refusal-unknown_term = "{ $text }" is not known. The scope is unchanged.
refusal-unknown_term-nearest = "{ $text }" is not known; did you mean "{ $nearest }"? The scope is unchanged.
refusal-empty_term = Nothing follows "{ $text }". The scope is unchanged.
refusal-bad_term = "{ $text }" after "{ $term }" is not understood; give { $expected }. The scope is unchanged.
refusal-store_disk_full = The disk is full, nothing was saved. Make room and try again.
refusal-store_read_only = The data file is read-only, nothing was saved.
refusal-store_moved = The data file was moved away, nothing was saved. Leave and open it again.
refusal-store_other = Nothing was saved: { $detail }.
refusal-office_gone = The data was closed, nothing was saved. Open it again.
refusal-internal = The program failed, nothing was saved: { $detail }.
expected-count = a whole number
expected-money = an amount (such as 3900)
expected-day = a date (such as 2021-09-18)
expected-day_range = a range of days (such as 2021-09 or 2021-09-01..)
expected-yes_no = yes or no
expected-code = one of the codes listed
expected-deadline = a deadline (such as 2021-07-15)
expected-sort_key = something to sort by (such as due, unit, amount)
expected-text = text
list-more = { " " }and more, { $n } in all

## Ways out
way-back = back
way-record_for = record it from a signed paper
way-with_reason = give a reason
way-fill = fill in { $field }
way-unfinished-progress = report progress
way-unfinished-with_reason = give the reason and ask the head of the office
way-unfinished-record_for = give the reason and ask the head of the office
way-only_chief-record_for = record the grant
way-only_chief-back = leave it
way-numbered-void = void it (the number stays)
way-same_person-fill = name who verifies

## Unknown outcome
unknown-outcome = No answer came from the disk. It is not known whether this was saved; checking. Do not enter it again.
unknown-kept = Checked: it was saved ({ $time }).
unknown-lost = Checked: it was not saved; you may enter it again.
unknown-later = No answer came from the disk. It is not known whether this was saved. Do not enter it anew; try again under the same operation id: --op-id { $op }

## What stands between a seat and its office
trouble-missing = There is no data here yet: { $path }
trouble-missing-way-1 = create it: duban init
trouble-missing-way-2 = try it on made-up data: duban demo
trouble-missing-way-3 = it lies elsewhere: name the path with --store
trouble-exists = There is data here already: { $path }
trouble-exists-way-1 = open it: duban
trouble-exists-way-2 = create another: name another path with --store
trouble-not_a_store = This file is not data of duban: { $path }
trouble-not_a_store-way-1 = check the path given with --store
trouble-newer = A newer program wrote this data (version { $found }); this one knows version { $known }: { $path }
trouble-newer-way-1 = use the newer program
trouble-damaged = The data file fails its checksums: { $path } ({ $detail })
trouble-damaged-way-1 = write no more; put a copy of the file aside first
trouble-damaged-way-2 = take the latest backup
trouble-held = { $login } works on this data (process { $pid }): { $path }
trouble-held-since = { $login } has worked on this data since { $since } (process { $pid }): { $path }
trouble-held-way-1 = try again when { $login } has left
trouble-denied = No permission to read and write: { $path } ({ $detail })
trouble-denied-way-1 = ask the owner of the file, or name a path of your own with --store
trouble-disk_full = The disk is full: { $path }
trouble-disk_full-way-1 = make room and try again
trouble-unknown_member = Your login { $login } is not registered. Ask the administrator to run: duban member add { $login }
trouble-pack = The plan cannot be read; errors: { $n }
trouble-pack-way-1 = mend it, then check with duban pack check
trouble-clock_back = The day cannot go back: work is recorded up to { $last }, and { $asked } was given.
trouble-clock_back-way-1 = leave --today out, or give { $last } or later
trouble-other = Cannot open: { $path } ({ $detail })

## How a deadline reads
deadline-due = { $day } { $weekday }
deadline-due-time = { $day } { $weekday } before { $time }
deadline-in-brackets = { $text } ({ $day })
deadline-about = ≈{ $day }
deadline-from = from { $day }
deadline-strict = strictly { $day }
deadline-standing = standing
deadline-remind = remind { $day } { $weekday }
deadline-none = no date
deadline-every-day = every day
deadline-every-week = every week
deadline-every-month = every month
deadline-every-quarter = every quarter
deadline-every-half_year = every half year
deadline-every-year = every year
deadline-on-day = on day { $day }
deadline-on-last = on the last day
deadline-in-months = in months { $months }
deadline-kind-point = day
deadline-kind-range = span
deadline-kind-period = period
deadline-kind-recurring = recurring
deadline-kind-standing = standing
deadline-kind-policy = by rule
deadline-kind-entry = shorthand
deadline-kind-unknown = no date
deadline-kind-error = not understood
anchor-national-day = National Day
anchor-spring-festival = Spring Festival
anchor-mid-autumn = Mid-Autumn
anchor-new-year = New Year
anchor-labour-day = Labour Day
anchor-dragon-boat = Dragon Boat Festival
anchor-qingming = Qingming
anchor-teachers-day = Teachers' Day
anchor-fall-term-start = start of the autumn term
anchor-spring-term-start = start of the spring term
anchor-summer-holiday = summer holiday
anchor-winter-holiday = winter holiday
reason-empty = No deadline is written.
reason-no_such_day = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} has no day { $day }.
reason-no_such_month = There is no month { $month }.
reason-no_such_time = There is no such time of day.
reason-cutoff = This is the cut-off of statistics, not a deadline.
reason-cutoff-day = This is the cut-off of statistics ({ $day }), not a deadline.
reason-vague = No day can be made of it; give a date.
reason-needs_date = A date is wanted; until then the end of the phase stands.
reason-needs_review = A standing measure wants a review cycle; monthly until one is set.
reason-ten_days = Read as the end of the ten days; strictly { $strict }.
reason-anchored = Counted from { $anchor } in the calendar.
reason-no_anchor = The calendar does not hold { $anchor } yet; write a date.
reason-several_days = Several days are written, { $first } and { $last }; the last counts.
reason-next_year = This year's day is long past; { $year } is meant.
reason-rolled_forward = { $from } is a day off; rolled to the next working day.
reason-rest_day = That day is off; the deadline stands and the reminder comes before.
reason-policy = { $days } working days by this plan.
reason-backwards = The later date is before the earlier.
reason-not_understood = This way of writing a deadline is not known.
reason-out_of_range = The year is out of range.

## Course of a record
history-for = { $party } { $by }
history-change = { $field }: { $old } → { $new }
history-set = { $field }: { $new }
history-cleared = { $field }: { $old } → none
history-part = { $field } ({ $part })
history-reason = reason: { $reason }
history-paper = by { $paper }
history-typed = typed { $at } by { $who }
history-undoes = { $verb } act { $seq }
history-program = program
history-sealed = (protected)
history-text-size = ({ $n } characters)
history-empty = none

## Forms
form-required = required
form-reason = reason
form-on = done on
form-party = recorded for
form-by = done by
form-paper = paper
form-save = save
form-draft = keep as draft
hint-line = one line of text
hint-text = several lines; Tab goes on
hint-count = a whole number, such as 26
hint-money = yuan, such as 3900
hint-day = a date, such as 9-18
hint-deadline = a deadline, such as 7-15 or +5
hint-choice = pick by digit, or type the name
hint-unit = name, short name or code of a unit
hint-fixed = not to be filled in
hint-for-reason = one sentence
hint-for-on = the day it was done; empty is today
hint-for-party = for whom; empty is your own post
hint-for-by = who did, signed or said it
hint-for-paper = signature, letter number, or time of the call
hint-for-title = one sentence, shown in lists
hint-for-place = name of the school or institution
hint-for-desc = time, place, people, amount, how many
hint-for-item = such as 2.1, may be empty
hint-for-lead = lead section; change it only on a basis
hint-for-verified_by = not who reported it done
hint-for-evidence_where = a path, or where the paper lies
hint-for-opinion = opinion of the verifier
hint-for-statement = how it was rectified
hint-for-extend_to = a day after the present deadline
hint-for-aliases = separated by commas
hint-for-roles = separated by commas, such as zzb, admin

## Remarks beside a form
remark-for = recorded for the { $party }
remark-for-name = recorded for the { $party } ({ $name })
remark-deadline = deadline: { $text } ({ $due })
remark-deadline-original = deadline: { $text } ({ $due }), first { $original }
remark-route = { $lead }, by { $clause }
remark-route-gap = { $lead } (the notice is silent, please check), by { $clause }
remark-duplicate = likely the same: { $no } { $place } { $title }
remark-late = { $days }d overdue; the days stay on record
remark-open = { $open } of { $total } measures not done
remark-evidence = evidence entered: { $count }
remark-evidence-none = no evidence entered yet
remark-claimed_by = reported done by { $unit } { $name }; another must verify

## Quick entry
taken-unit = unit
taken-category = category
taken-item = item
taken-place = place
taken-text = issue
taken-students = students
taken-persons = teachers
taken-amount = amount
taken-deadline = deadline
taken-source = source

## Empty lists
empty-overdue = Nothing is overdue (as of today).
empty-soon = Nothing falls due soon.
empty-scope = No issue in this scope; press - to widen it.
empty-issues = No issues yet. Press a to register the first.
empty-ledger = No measures in this scope.
empty-mine = Nothing waits for you.
empty-chase = Nobody to chase.
empty-news = Nothing new.
empty-units = No units.
empty-people = Nobody and no unit is called "{ $text }".
empty-people-all = The list of contacts is empty.
empty-find = "{ $text }" was not found.
empty-tasks = Nothing is scheduled.
empty-due = Nothing falls due within { $n } days.
empty-history = No acts recorded yet.
empty-members = No members yet.
empty-picks = Nothing fits.

## Columns
col-no = no.
col-id = id
col-unit = unit
col-place = school (institution)
col-category = category
col-item = item
col-title = issue
col-with = with
col-deadline = deadline
col-left = left
col-state = state
col-part = part
col-goal = target
col-action = measure
col-leader = leader in charge
col-person = responsible
col-done = done
col-code = code
col-name = name
col-person-name = name
col-short = short
col-kind = kind
col-issues = issues
col-open = open
col-overdue = overdue
col-people = contacts
col-post = post
col-phone = phone
col-role = as
col-time = time
col-work = work
col-by = responsible
col-due = due
col-unsettled = ⚑unsettled
col-login = login
col-roles = roles
col-active = active
col-what = kind
col-text = text
col-detail = detail
col-on = done on
col-who = by
col-act = act
col-seq = act no.
col-key = key

## Actions: as in the palette, and on the line of hints
action-goto-tab-0 = Go to { tab-0 }
action-goto-tab-1 = Go to { tab-1 }
action-goto-tab-2 = Go to { tab-2 }
action-goto-tab-3 = Go to { tab-3 }
action-goto-tab-4 = Go to { tab-4 }
action-goto-tab-5 = Go to { tab-5 }
action-goto-tab-6 = Go to { tab-6 }
action-goto-tab-7 = Go to { tab-7 }
action-goto-tab-8 = Go to { tab-8 }
action-goto-tab-9 = Go to { tab-9 }
action-goto-tab-0-short = { tab-0-short }
action-goto-tab-1-short = { tab-1-short }
action-goto-tab-2-short = { tab-2-short }
action-goto-tab-3-short = { tab-3-short }
action-goto-tab-4-short = { tab-4-short }
action-goto-tab-5-short = { tab-5-short }
action-goto-tab-6-short = { tab-6-short }
action-goto-tab-7-short = { tab-7-short }
action-goto-tab-8-short = { tab-8-short }
action-goto-tab-9-short = { tab-9-short }
action-up = Row above
action-up-short = up
action-down = Row below
action-down-short = down
action-left = Left
action-left-short = left
action-right = Right
action-right-short = right
action-page-up = Page up
action-page-up-short = pgup
action-page-down = Page down
action-page-down-short = pgdn
action-home = To the start
action-home-short = start
action-end = To the end
action-end-short = end
action-next-pane = Next pane
action-next-pane-short = next
action-prev-pane = Previous pane
action-prev-pane-short = prev
action-last-view = Back to the last place
action-last-view-short = last
action-open = Open
action-open-short = open
action-accept = Accept
action-accept-short = ok
action-next-field = Next field
action-next-field-short = next
action-prev-field = Previous field
action-prev-field-short = prev
action-save = Save
action-save-short = save
action-back = Back
action-back-short = back
action-register-issue = Register an issue
action-register-issue-short = add
action-take-intake = Take a call or visit
action-take-intake-short = call
action-repeat-last = Register like the last
action-repeat-last-short = again
action-amend = Correct
action-amend-short = fix
action-next-step = Take the next step
action-next-step-short = step
action-extend = Request extension
action-extend-short = ext
action-progress = Report progress
action-progress-short = prog
action-chase = Chase
action-chase-short = chase
action-reassign-menu = Reassign
action-reassign-menu-short = pass
action-note = Note
action-note-short = note
action-link = Link
action-link-short = link
action-plan = File measures
action-plan-short = plan
action-evidence = Enter evidence
action-evidence-short = proof
action-claim = Report done
action-claim-short = done
action-close = Verify and close out
action-close-short = verify
action-send-back = Send back
action-send-back-short = send back
action-submit = Submit
action-submit-short = submit
action-accept-issue = Number and assign
action-accept-issue-short = number
action-assign = Assign
action-assign-short = assign
action-reassign = Reassign to a section
action-reassign-short = reassign
action-return-issue = Return for correction
action-return-issue-short = return
action-decline = Decline
action-decline-short = decline
action-decide-extension = Decide extension
action-decide-extension-short = decide
action-unfounded = Unfounded
action-unfounded-short = unfounded
action-void = Void
action-void-short = void
action-acknowledge = Acknowledge
action-acknowledge-short = acknowl.
action-bounce = Bounce, with the reason
action-bounce-short = bounce
action-approve-plan = Approve measures
action-approve-plan-short = approve
action-standing = Make it standing
action-standing-short = standing
action-verify = Verify
action-verify-short = verify
action-reopen = Reopen, next round
action-reopen-short = reopen
action-timed = Order timed rectification
action-timed-short = timed
action-list-issue = Put on the supervised list
action-list-issue-short = list
action-delist = Take off the supervised list
action-delist-short = delist
action-undo = Undo
action-undo-short = undo
action-redo = Redo
action-redo-short = redo
action-supervise-menu = Supervise
action-supervise-menu-short = order
action-find = Find
action-find-short = find
action-overdue-only = Overdue only
action-overdue-only-short = late
action-like-cell = Only rows like this
action-like-cell-short = like
action-saved-queries = Saved queries
action-saved-queries-short = saved
action-toggle-filter-category = This category only
action-toggle-filter-category-short = category
action-toggle-filter-state = This state only
action-toggle-filter-state-short = state
action-toggle-filter-unit = This unit only
action-toggle-filter-unit-short = unit
action-clear-scope = Widen the scope
action-clear-scope-short = all
action-sort-column = Sort by this column
action-sort-column-short = sort
action-mark = Mark
action-mark-short = mark
action-mark-all = Mark all
action-mark-all-short = mark all
action-overview = Overview
action-overview-short = grid
action-tally = Subtotals
action-tally-short = sums
action-phone = Phone
action-phone-short = phone
action-basis = Basis
action-basis-short = basis
action-history = Course of the record
action-history-short = course
action-copy = Copy
action-copy-short = copy
action-write-letter = Write a letter
action-write-letter-short = letter
action-export = Export
action-export-short = export
action-zoom = Zoom this pane
action-zoom-short = zoom
action-palette = Commands
action-palette-short = cmds
action-menu = Menu
action-menu-short = menu
action-help = Help
action-help-short = help
action-help-more = more
action-meeting = Meeting mode
action-meeting-short = meeting
action-refresh = Redraw
action-refresh-short = redraw
action-suspend = To the shell
action-suspend-short = shell
action-quit = Quit
action-quit-short = quit
group-move = Move
group-type = Type
group-enter = Register
group-act = Act
group-supervise = Supervise
group-find = Find
group-read = Read
group-paper = Papers
group-desk = Desk
context-global = everywhere
context-list = list
context-detail = detail
context-form = form
context-text = text
context-dialog = question
context-matrix = overview

## Faults of a keymap file
keymap-syntax = { $file } line { $line }: not well written ({ $message }); nothing of the file is used.
keymap-unknown-preset = { $file } line { $line }: there is no preset "{ $name }"; the default stays.
keymap-unknown-section = { $file } line { $line }: there is no section "{ $name }".
keymap-unknown-action = { $file } line { $line }: there is no action "{ $name }".
keymap-unknown-action-nearest = { $file } line { $line }: there is no action "{ $name }"; did you mean "{ $nearest }"?
keymap-not-text = { $file } line { $line }: "{ $key }" wants the name of an action.
keymap-bad-key = { $file } line { $line }: "{ $key }" is no key.
keymap-double-binding = { $file } line { $line }: "{ $key }" stands on line { $other_line } too; neither is used.
keymap-out-of-scope = { $file } line { $line }: "{ $action }" has no use in "{ $section }".
keymap-takes-character = { $file } line { $line }: text is typed in "{ $section }"; "{ $key }" cannot be taken.

## Screen
screen-name = duban
screen-synthetic = MADE-UP DATA
screen-scope = scope
screen-scope-all = all
screen-too-small = The window is too small (40×10 needed); what you typed is kept.
screen-ime = The input method is set to Chinese: press Shift for English, or use digits and arrows.
screen-ime-find = Searching for "{ $text }"; Esc leaves
screen-paste = { $n } lines were pasted:
screen-paste-import = import as a table
screen-paste-find = search for it
screen-paste-drop = drop it
screen-meeting = Meeting mode: no changes, no names, no phones. Leave: F12, then 1
screen-outside = The scope holds only { $scope }; { $name } is outside.
screen-outside-open = widen the scope
screen-outside-stay = leave it
pane-mine = With me
pane-chase = To chase
pane-pressing = Due soon / overdue
pane-news = News
pane-units = Units
pane-issues = Issue list
pane-ledger = Rectification ledger
pane-tasks = Schedule
pane-detail = Detail

## Verification
verify-sound = Sound: { $facts } acts, { $records } records, head { $head }
verify-chain = Act { $place } does not continue the chain of the act before it.
verify-gap = Act { $place } is missing or out of order.
verify-unreadable = Act { $place } cannot be read.
verify-record = A stored record differs from its acts: { $place }
verify-sheet = The stored sheet differs from the records: record { $place }
verify-vault = The protected text of act { $place } is not the one committed to.

## Why there is no screen
terminal-not-a-terminal = This is no terminal; the desk cannot be shown.
terminal-status-instead = The status instead:
terminal-dumb = A terminal of type "{ $name }" cannot show the desk. Set TERM to xterm-256color or the like.
terminal-codeset = The terminal's encoding is { $name } ({ $locale }); the desk needs UTF-8. Set LANG=zh_CN.UTF-8 and, in Xshell, SecureCRT or PuTTY, the session's encoding to UTF-8.


## Command line: what is said
cli-file-error = { $path }: { $why }
cli-io-not-found = there is no such file
cli-io-denied = permission denied
cli-io-full = the disk is full
cli-io-folder = this is a folder
cli-io-exists = it is there already
cli-io-text = this is not UTF-8 text
cli-misunderstood = Program and data do not understand each other; nothing was done.
cli-bad-day = "{ $text }" is no date; write it as 2021-09-18.
cli-config-syntax = { $path }: not well written ({ $detail }); it is not used.
cli-config-key = { $path }: "{ $name }" is not known; there are: { $detail }
cli-config-value = { $path }: the value of "{ $name }" is wrong; the default stays.
cli-unknown-command = There is no command "{ $name }".
cli-unknown-argument = There is no option "{ $name }".
cli-no-value = { $name } wants a value.
cli-bad-value = { $name } cannot be "{ $text }".
cli-known-values = there are: { $known }
cli-missing-argument = { $name } is missing.
cli-missing-command = Say what to do.
cli-conflicting-arguments = { $name } and { $other } exclude each other.
cli-too-many-values = Too much follows { $name }.
cli-unreadable = The command line cannot be read.
cli-see-help = for the usage, add --help
cli-unknown-kind = There is no list of "{ $kind }".
cli-no-filter = { $kind } takes no filter.
cli-no-csv = This command has no --csv; use --json.
cli-empty-issues = No issues yet.
cli-empty-scope = No issue in this scope.
cli-unknown-verb = There is no verb "{ $verb }".
cli-own-command = Use the command itself: duban { $command }
cli-bad-op = "{ $text }" is no operation id (32 hexadecimal digits).
cli-bad-set = "{ $text }" must read FIELD=VALUE, such as deadline=2021-09-30.
cli-done = { $no } { $done }
cli-done-changes = { $head }: { $changes }
cli-done-more = … { $n } in all
cli-way-verb = { $way }: duban do { $verb } { $no }
cli-way-record_for = { $way }: add --for { $party } --by NAME --paper REF
cli-way-with_reason = { $way }: add --reason TEXT
cli-way-fill = { $way }: add --set { $field }=…
cli-repeated = This had been done before; nothing was done twice.
cli-bad-login = "{ $text }" is no login.
cli-unknown-preset = There is no preset "{ $name }".
cli-unknown-pack = There is no plan "{ $name }".
cli-pack-sound = Sound: { $id } { $name }
cli-pack-to-fill = Usable: { $id } { $name }. Still to fill in: { $n }, see above
cli-pack-at = { $file }:{ $line }: { $text }
pack-fault-syntax = not well written ({ $problem }); { $expected } is wanted here.
pack-fault-syntax-bare = not well written ({ $problem }).
pack-fault-full-width = a full-width "{ $found }" stands here; write "{ $expected }".
pack-fault-duplicate-key = "{ $found }" stands twice in one section.
pack-fault-unknown-field = there is no key "{ $found }". Known: { $known }
pack-fault-missing-field = the key "{ $expected }" is missing.
pack-fault-wrong-type = found { $found }, wanted { $expected }.
pack-fault-unknown-value = there is no "{ $found }" to choose. Known: { $known }
pack-fault-not-a-date = "{ $found }" is no date or time. Write a day as 2021-09-30, a month as 2021-09, a time as 17:30:00.
pack-fault-format = the format is "{ $found }"; this program reads "{ $expected }".
pack-fault-blank = { $field } must not be empty.
pack-fault-no-entry = at least one of { $expected } is needed.
pack-fault-duplicate = { $field } "{ $found }" stands already on line { $first_line }.
pack-fault-ambiguous = "{ $found }" names both { $first } and { $second }.
pack-fault-unknown-reference = { $field }: the plan has no "{ $found }". Known: { $known }
pack-fault-bad-code = "{ $found }" cannot be a code; wanted: { $expected }.
pack-fault-bad-style = "{ $found }" cannot make numbers; the trouble is { $expected }.
pack-fault-out-of-order = { $field } { $found } must not be before { $not_before }.
pack-fault-outside-campaign = { $field } { $found } is outside the campaign, { $from } to { $to }.
pack-fault-loop = { $field } goes round in a circle, back to "{ $found }".
pack-fault-unrouted = no rule routes category "{ $category }", stage "{ $stage }", ownership "{ $ownership }" (empty: not known). Add one, or one with gap = true.
pack-fault-unreachable = the rule "{ $found }" is never used: earlier rules take everything it fits.
pack-fault-missing-year = the calendar has no days off and no make-up days for { $found }; add them.
pack-fault-bad-day = { $found } cannot stand here: of another year, given twice, or make-up work on a weekday.
pack-fault-not-internal = the reminder "{ $found }" must say internal = true: it is no deadline.
pack-fault-to-fill = { $field } is still to be filled in.
cli-pack-renewed = Save it to a file, go through its dates, then check it with duban pack check.
cli-opening-left = { $n } lines were not taken in; add them later:
cli-created = Created: { $path }
cli-created-next = { $login } is administrator and rectification office. Open it: duban. Add people: duban member add LOGIN
cli-sample-made = Made-up data created: { $path } ({ $n } acts)
cli-sample-progress = making up data: { $n } acts ({ $size } issues)
cli-sample-where = Made-up data does not go where the real data lies. Name a file with --store.
cli-sample-founder = demo office
cli-sample-refused = The made-up data was refused ({ $what }): { $why }
cli-broken-off = Broken off; nothing was left behind.
cli-part-extension = Extensions
cli-part-progress = Progress
cli-part-note = Notes
cli-part-evidence = Evidence
cli-part-rework = Sent back
cli-part-round = earlier rounds
cli-part-bounce = bounces
cli-part-chase = chases
col-typed = typed
keymap-sound = The keymap file is sound.

## Command line: help
cli-heading-usage = Usage:{ " " }
cli-heading-commands = Commands
cli-heading-options = Options
cli-heading-arguments = Arguments
cli-value-path = PATH
cli-value-lang = zh|en
cli-value-date = DATE
cli-value-when = auto|always|never
cli-value-kind = KIND
cli-value-filter = FILTER
cli-value-no = NO
cli-value-text = TEXT
cli-value-scope = SCOPE
cli-value-days = DAYS
cli-value-verb = VERB
cli-value-party = PARTY
cli-value-name = NAME
cli-value-ref = REF
cli-value-id = ID
cli-value-seq = SEQ
cli-value-pack = PLAN
cli-value-file = FILE
cli-value-year = YEAR
cli-value-login = LOGIN
cli-value-unit = UNIT
cli-value-roles = ROLES
cli-value-size = SIZE
cli-value-field-value = FIELD=VALUE
cli-value-n = N
cli-option-store = data file (DUBAN_STORE)
cli-option-lang = language, zh unless told (DUBAN_LANG)
cli-option-today = take this day for today, such as 2021-09-18 (DUBAN_TODAY)
cli-option-json = print JSON
cli-option-csv = print CSV
cli-option-color = colour, auto unless told
cli-option-plain = no lines and no colour, for screen readers
cli-option-help = show this
cli-option-version = show the version
cli-about-duban = duban: issue lists, deadlines and chasing of a rectification campaign
cli-usage-duban = duban [OPTIONS] [COMMAND]
cli-after-duban =
    Without a command: the desk.
    Exit codes: 0 done, 1 failure, 2 usage, 3 not found, 4 not allowed, 5 changed by somebody (nothing
    written), 6 data held, 7 bad file, 10 --check found something overdue, 75 outcome unknown,
    129/130/143 signals.
    Settings, first wins: option, environment, your config.toml, /etc/duban/config.toml, default.
cli-about-duban-demo = the desk on made-up data (18 September 2021; gone afterwards)
cli-usage-duban-demo = duban demo [--size S|M|L]
cli-arg-duban-demo-size = S 60, M 600, L 6000 issues, or a number; S unless told
cli-about-duban-init = create the data; you become administrator and rectification office
cli-usage-duban-init = duban init [--pack PLAN|FILE] [--member NAME] [--keep-names]
cli-arg-duban-init-pack = id of a plan that comes along, or a file
cli-arg-duban-init-member = your name
cli-arg-duban-init-keep_names = names of complainants and of the accused may be kept here (apart)
cli-about-duban-status = three lines to read aloud, then the table by unit
cli-usage-duban-status = duban status [SCOPE] [--check]
cli-arg-duban-status-scope = a filter, such as unit:ty cat:2
cli-arg-duban-status-check = exit code 10 when something is overdue
cli-about-duban-list = list rows
cli-usage-duban-list = duban list KIND [FILTER…]
cli-arg-duban-list-kind = issues, ledger, units, contacts, members, tasks
cli-arg-duban-list-filter = such as unit:ty state:rectifying is:overdue due:2021-09 sort:due
cli-after-duban-list =
    For example: duban list issues unit:ty is:overdue sort:due --json
    duban list ledger unit:ty
cli-about-duban-show = one record with its whole course
cli-usage-duban-show = duban show NO
cli-arg-duban-show-no = such as TY-007, or #12 while it has no number
cli-about-duban-find = find everything by characters, pinyin or initials
cli-usage-duban-find = duban find TEXT
cli-arg-duban-find-text = what to find
cli-about-duban-who = whom to ring
cli-usage-duban-who = duban who TEXT
cli-arg-duban-who-text = name, unit, pinyin or initials
cli-about-duban-due = issues and work that fall due soon
cli-usage-duban-due = duban due [DAYS]
cli-arg-duban-due-days = 7 unless told
cli-about-duban-when = how a deadline phrase is read
cli-usage-duban-when = duban when TEXT [--from DATE]
cli-arg-duban-when-text = the phrase, such as 2021-07-15 or +5w
cli-arg-duban-when-from = the day to count from
cli-about-duban-do = do something
cli-usage-duban-do = duban do VERB [NO…] [--set FIELD=VALUE …] [--reason TEXT] [--on DATE] [--for PARTY] [--by NAME] [--paper REF] [--op-id ID]
cli-arg-duban-do-verb = code or name, such as extend
cli-arg-duban-do-subjects = one or several; several are one bulk, undone as one
cli-arg-duban-do-set = fill in a field, such as deadline=2021-09-30 or action.2=refund; may be repeated
cli-arg-duban-do-reason = the reason
cli-arg-duban-do-on = the day it was done, today unless told
cli-arg-duban-do-party = recorded for: unit, section, office, chief, discipline
cli-arg-duban-do-by = who did or signed it
cli-arg-duban-do-paper = signature, letter or call it rests on
cli-arg-duban-do-op_id = operation id; the same id is done once, so one may try again
cli-after-duban-do =
    For example: duban do progress TY-007 --set progress_text="2600 yuan refunded"
    duban do extend TY-007 --set extend_to=2021-09-30 --set extend_reason="parents away"
cli-about-duban-undo = undo your last act, or one by its number
cli-usage-duban-undo = duban undo [SEQ]
cli-arg-duban-undo-seq = number of the act in the history
cli-about-duban-redo = redo your last undo
cli-usage-duban-redo = duban redo
cli-about-duban-history = the course of a record, or of all
cli-usage-duban-history = duban history [NO] [--since DATE]
cli-arg-duban-history-no = only this record
cli-arg-duban-history-since = only since this day
cli-about-duban-verify = check that the data is sound
cli-usage-duban-verify = duban verify
cli-about-duban-pack = plans: the notice as data
cli-usage-duban-pack = duban pack list|show|check|new
cli-about-duban-pack-list = plans that come along
cli-usage-duban-pack-list = duban pack list
cli-about-duban-pack-show = print the text of a plan
cli-usage-duban-pack-show = duban pack show [PLAN|FILE]
cli-arg-duban-pack-show-pack = id or file, the first unless told
cli-about-duban-pack-check = check a plan
cli-usage-duban-pack-check = duban pack check FILE
cli-arg-duban-pack-check-file = the plan
cli-about-duban-pack-new = draft the plan of another year after one
cli-usage-duban-pack-new = duban pack new --from PLAN --year YEAR
cli-arg-duban-pack-new-from = id or file, the first unless told
cli-arg-duban-pack-new-year = the year
cli-about-duban-member = members: who works with this data
cli-usage-duban-member = duban member list|add
cli-about-duban-member-list = list the members
cli-usage-duban-member-list = duban member list
cli-about-duban-member-add = add a member, or change name, unit or roles
cli-usage-duban-member-add = duban member add LOGIN [--name NAME] [--unit UNIT] [--roles ROLE,ROLE]
cli-arg-duban-member-add-login = the login on this machine
cli-arg-duban-member-add-name = the person's name
cli-arg-duban-member-add-unit = the unit
cli-arg-duban-member-add-roles = separated by commas; read only unless told
cli-about-duban-keys = the card of keys
cli-usage-duban-keys = duban keys [--preset NAME] [--check FILE]
cli-arg-duban-keys-preset = default or vim; yours unless told
cli-arg-duban-keys-check = check a keymap file
cli-about-duban-sample = create made-up data
cli-usage-duban-sample = duban sample --size S|M|L|XL|N --seed N
cli-arg-duban-sample-size = S 60, M 600, L 6000, XL 50000 issues, or a number; M unless told
cli-arg-duban-sample-seed = the same number makes the same data; 2021 unless told
cli-arg-duban-sample-pack = id of a plan that comes along, or a file

## Desk: what the screen says beside names and refusals
desk-find = Find
desk-find-hint = unit:ty state:rectifying is:overdue due:2021-09 sort:due, or plain words. Enter applies, Esc leaves it as it was
desk-look-up = Find:
desk-look-up-hint = Type a name, a unit or initials. Enter copies the number
desk-entry-hint = unit item school problem people amount deadline, in any order, with blanks between
desk-save-now = 1 save   2 go on filling   (Ctrl-S saves at any time, Esc keeps a draft)
desk-save-later = Enter when filled, then 1 saves
desk-save-hint = 1 saves, 2 goes on filling
desk-answer = answer by digit
desk-marked = { $n } marked
desk-late = { $n } late
desk-past = { $n } days past
desk-no-measures = No measures have been filed yet.
desk-under-way = under way
desk-done-on = done { $day }
desk-refunded = refunded { $back } of { $all }
desk-originally = { $now }, originally { $was }
desk-extensions = Extensions
desk-progress = Progress
desk-notes = Notes
desk-evidence = Evidence
desk-rework = Sent back
desk-rounds = Earlier rounds
desk-bounces = Bounces
desk-chases = Chases
desk-history = History
desk-basis = Basis
desk-chase = { $n } overdue, the oldest { $days } days
desk-nobody = no contact
desk-no-row = Choose a row first.
desk-no-step = There is no next step for you to take on this one now.
desk-no-such-key = { $key } does nothing here; { $help } shows help.
desk-not-yet = "{ $what }" cannot be used yet.
desk-nothing-to-leave = This is the outermost view; { $key } quits.
desk-which-group = The marked rows have different next steps. Which group first?
desk-refused = Not done
desk-all-categories = every category
desk-by-change = latest change
desk-own-order = the list's own order
desk-draft = Left unfinished
desk-draft-go-on = go on with it
desk-draft-new = start a new one
desk-draft-found = An entry was left unsaved the last time; "a" goes on with it.
desk-draft-kept = Kept as a draft; the next "a" goes on with it.
desk-form-kept = Not saved; what you filled in stays until you quit.
desk-form-restored = Filled in again with what was left unfinished.
desk-copied = Sent to the terminal's clipboard: { $text }
desk-copy-too-long = Too long for the terminal's clipboard.
desk-step-back = (select and copy, then press any key to come back)
desk-kept = Checked: it was saved.

code-verify_way-papers = by papers
code-verify_way-on_site = on site
code-verify_way-call_back = by calling back
code-type-immediate = at once
code-type-by_date = by a date
code-type-standing = standing

## Opening: the first questions on the screen
opening-title = duban: a desk for a rectification campaign
opening-begin = There are no data here yet. Where shall we begin?
opening-begin-1 = try it on made-up data (nothing is kept)
opening-begin-2 = start a real campaign (five questions)
opening-begin-3 = join an office that runs already
opening-begin-4 = quit
opening-who = 1. Who are you? Your name goes with what you enter.
opening-who-hint = Enter goes on, Esc goes back
opening-alone = 2. Do you work alone, or do several share it?
opening-alone-1 = alone
opening-alone-2 = several (one server, each with a login)
opening-contacts = 3. Contacts: copy the columns unit, name, post, phone from a table and paste them here, or add them later.
opening-contacts-1 = take these and go on
opening-contacts-2 = later
opening-units = 4. Affiliated units and schools: copy them, one a line, and paste them here, or add them later.
opening-units-1 = take these and go on
opening-units-2 = later
opening-names = 5. Are complainants' names to be kept? Even then, seeing one takes a recorded reason.
opening-names-1 = no, not kept
opening-names-2 = kept in the vault
opening-confirm = That is all. Create the data now?
opening-confirm-1 = create
opening-confirm-2 = go through it again
opening-join = No running office was found: its socket file is missing. Ask the administrator to run duban serve, then open it with duban --socket PATH.
opening-join-1 = quit
opening-pasted = { $n } lines received:
opening-wait = Getting ready, please wait…
opening-keys = Answer by digit; Esc goes back
