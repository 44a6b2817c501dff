"""What an event of a document does besides being recorded: the closed list of effects that the product acts on."""

from typing import Literal

Effect = Literal[
    "case-opened",  # the first event of every case
    "case-ended",  # every open duty ends with it; duties it opens itself survive
    "party-appointed",  # fields: role, worker
    "party-received",  # fields: role, worker; the product names one at the unit that receives a case begun from elsewhere
    "party-joined",  # whoever records it holds from then on the role that they record it in
    "party-left",  # fields: role
    "executor-assigned",  # fields: unit; gives the executing unit the kinds in `gives`
    "executor-recalled",  # new information to the executing unit stops
    "consent-given",  # fields: recipient, purpose; optional first_day, last_day
    "consent-refused",  # fields: recipient, purpose
    "consent-withdrawn",  # about: the consent
    "information-given",  # fields: unit, kinds; what was asked for is told to a unit of another board, as it stood then
    "protection-learnt",  # field: protection
    "birth-date-learnt",  # field: birth_date
    "name-learnt",  # fields: given_name, family_name: what the person is called now
    "identity-number-learnt",  # fields: number, change: the person has got it, or the one that stood there was wrong
    "reach-learnt",  # any of the fields city_area, phone, address: where the person lives and how they are reached
    "unit-changed",  # field: unit; the case moves to another unit of the deciding side
    "edition-moved",  # field: edition; the current round goes by another edition
    "annulled",  # annuls another event and stands for nothing itself
    "breach-handled",  # about: the event that was a breach
    "emergency-opened",  # fields: need, reason; somebody who did not see the case opened it for life or health
    "emergency-reviewed",  # about: that opening; recorded by a manager who is not the one who opened it
    "wish-noted",  # the person's own wish or objection (SoL 14:6): at hand on every page of the case
    "letter-made",  # fields: document, digest, information, kinds, sender; a letter was made of what the case holds
    "letter-sent",  # about: the letter; a person confirms that it went
    "letter-not-sent",  # about: the letter; field: why
    "letter-returned",  # about: the letter; field: why; it went, and did not reach whom it was for
    "document-attached",  # about: the event it belongs to; fields: document, digest
    "text-to-enter",  # field: side; about: an event whose text was written here and belongs in the main case system
    "text-entered",  # field: reference; about: that there is such a text; the main case system has it now
    "case-related",  # fields: case, reference, routine; the case and another of the same person belong together
    "related-wanted",
    "related-answered",  # field: routine; then about it, field: answer ("started" or "no")
]
