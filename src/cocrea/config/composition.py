"""The only file that names every room: tuples of functions that ``site`` and commands walk.

A room that has something to say about gates, desks, links, due work, counts, published texts or
the index adds one line here, in the order of the house from the ground up.
``tests/architecture/test_house_composition.py`` finds an offer that is defined and not listed.
"""

from cocrea.agreement import links as agreement_links
from cocrea.agreement import messages as agreement_messages
from cocrea.agreement import selectors as agreement
from cocrea.commitments import links as commitments_links
from cocrea.commitments import messages as commitments_messages
from cocrea.commitments import selectors as commitments
from cocrea.consultations import links as consultations_links
from cocrea.consultations import messages as consultations_messages
from cocrea.consultations import selectors as consultations
from cocrea.consultations import tasks as consultations_tasks
from cocrea.documents import links as documents_links
from cocrea.documents import messages as documents_messages
from cocrea.documents import selectors as documents
from cocrea.documents import tasks as documents_tasks
from cocrea.followup import links as followup_links
from cocrea.followup import messages as followup_messages
from cocrea.followup import selectors as followup
from cocrea.languages import messages as languages_messages
from cocrea.languages import selectors as languages
from cocrea.ledger import messages as ledger_messages
from cocrea.meetings import links as meetings_links
from cocrea.meetings import messages as meetings_messages
from cocrea.meetings import selectors as meetings
from cocrea.meetings import tasks as meetings_tasks
from cocrea.notices import selectors as notices
from cocrea.notices import tasks as notices_tasks
from cocrea.outreach import links as outreach_links
from cocrea.outreach import messages as outreach_messages
from cocrea.outreach import selectors as outreach
from cocrea.people import links as people_links
from cocrea.people import messages as people_messages
from cocrea.people import selectors as people
from cocrea.plan import links as plan_links
from cocrea.plan import messages as plan_messages
from cocrea.plan import selectors as plan
from cocrea.plan import tasks as plan_tasks
from cocrea.process import links as process_links
from cocrea.process import messages as process_messages
from cocrea.process import selectors as process
from cocrea.sensemaking import links as sensemaking_links
from cocrea.sensemaking import messages as sensemaking_messages
from cocrea.sensemaking import selectors as sensemaking
from cocrea.trace import tasks as trace_tasks
from cocrea.voices import links as voices_links
from cocrea.voices import messages as voices_messages
from cocrea.voices import selectors as voices
from cocrea.voices import tasks as voices_tasks

# room -> gate_facts(process, now) -> facts by name
GATE_FACTS = {
    "people": people.gate_facts,
    "languages": languages.gate_facts,
    "documents": documents.gate_facts,
    "notices": notices.gate_facts,
    "process": process.gate_facts,
    "agreement": agreement.gate_facts,
    "voices": voices.gate_facts,
    "consultations": consultations.gate_facts,
    "meetings": meetings.gate_facts,
    "outreach": outreach.gate_facts,
    "sensemaking": sensemaking.gate_facts,
    "commitments": commitments.gate_facts,
    "plan": plan.gate_facts,
    "followup": followup.gate_facts,
}

# desk_items(actor, process, now) -> what waits for the actor
DESK = (
    people.desk_items,
    documents.desk_items,
    notices.desk_items,
    process.desk_items,
    agreement.desk_items,
    voices.desk_items,
    consultations.desk_items,
    meetings.desk_items,
    outreach.desk_items,
    sensemaking.desk_items,
    commitments.desk_items,
    plan.desk_items,
    followup.desk_items,
)

# doors(actor, process, now) -> what the actor may begin
DOORS = (
    people.doors,
    documents.doors,
    notices.doors,
    process.doors,
    agreement.doors,
    voices.doors,
    consultations.doors,
    meetings.doors,
    outreach.doors,
    sensemaking.doors,
    commitments.doors,
    plan.doors,
    followup.doors,
)

# search_items(process) -> what the room offers to the index by itself
SEARCH = (documents.search_items, outreach.search_items)

# public_counts(process) -> figures by name, those that the home of a process shows and no other
COUNTS = (
    agreement.public_counts,
    voices.public_counts,
    meetings.public_counts,
    sensemaking.public_counts,
    commitments.public_counts,
)

# kind of a thing -> function from its public id to its address, or to None
LINKS = (
    people_links.LINKS,
    documents_links.LINKS,
    process_links.LINKS,
    agreement_links.LINKS,
    voices_links.LINKS,
    consultations_links.LINKS,
    meetings_links.LINKS,
    outreach_links.LINKS,
    sensemaking_links.LINKS,
    commitments_links.LINKS,
    plan_links.LINKS,
    followup_links.LINKS,
)

# published_texts(process) -> (digest, salt, text) of what is public now
PUBLISHED_TEXTS = (
    languages.published_texts,
    documents.published_texts,
    agreement.published_texts,
    voices.published_texts,
    meetings.published_texts,
    outreach.published_texts,
    sensemaking.published_texts,
    commitments.published_texts,
    plan.published_texts,
    followup.published_texts,
)

# room -> tick(process, now) -> how much was due and done
TICKS = {
    "documents": documents_tasks.tick,
    "notices": notices_tasks.tick,
    "voices": voices_tasks.tick,
    "consultations": consultations_tasks.tick,
    "meetings": meetings_tasks.tick,
    "plan": plan_tasks.tick,
    "trace": trace_tasks.tick,
}

# kind of an entry of the record -> what was done, in words
ACTS = (
    ledger_messages.ACTS,
    people_messages.ACTS,
    languages_messages.ACTS,
    documents_messages.ACTS,
    process_messages.ACTS,
    agreement_messages.ACTS,
    voices_messages.ACTS,
    consultations_messages.ACTS,
    meetings_messages.ACTS,
    outreach_messages.ACTS,
    sensemaking_messages.ACTS,
    commitments_messages.ACTS,
    plan_messages.ACTS,
    followup_messages.ACTS,
)

# kind of a thing -> what people call it
THINGS = (
    ledger_messages.THINGS,
    people_messages.THINGS,
    documents_messages.THINGS,
    process_messages.THINGS,
    agreement_messages.THINGS,
    voices_messages.THINGS,
    consultations_messages.THINGS,
    meetings_messages.THINGS,
    outreach_messages.THINGS,
    sensemaking_messages.THINGS,
    commitments_messages.THINGS,
    plan_messages.THINGS,
    followup_messages.THINGS,
)

# kind of a thing -> function from ids to the labels of those that everybody may see
LABELS = (
    people_links.LABELS,
    documents_links.LABELS,
    process_links.LABELS,
    agreement_links.LABELS,
    voices_links.LABELS,
    consultations_links.LABELS,
    meetings_links.LABELS,
    outreach_links.LABELS,
    sensemaking_links.LABELS,
    commitments_links.LABELS,
    plan_links.LABELS,
    followup_links.LABELS,
)

# kind of a thing -> function from a process to the labels of those that an answer may name
CHOICES = (
    documents_links.CHOICES,
    process_links.CHOICES,
    sensemaking_links.CHOICES,
    commitments_links.CHOICES,
)

# role -> its name
ROLES = (people_messages.ROLES,)
