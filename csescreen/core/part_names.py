"""What the parts are called that a person writes: of the child, themselves, a call, the worry."""

from typing import Final

CHILD_DETAILS: Final = {
    "child_name": "Name",
    "child_gender": "Gender",
    "child_ethnicity": "Ethnicity",
    "child_address": "Address",
    "child_school": "School or college",
    "carers": "Parents or carers",
    "child_knows": "Does the child know of this referral?",
    "carers_know": "Do the parents or carers know of it?",
}
WORKER_DETAILS: Final = {
    "worker_name": "Name",
    "worker_role": "Role",
    "worker_agency": "Agency",
    "worker_contact": "Telephone or email",
}
NARRATIVE: Final = {
    "working_well": "What is working well",
    "worried_about": "What we are worried about",
    "judgement": "Professional judgement",
    "next_steps": "Next steps",
}
CALL_DETAILS: Final = {
    "caller_name": "Caller's name",
    "caller_role": "Who the caller is to the child",
    "caller_contact": "Number to call back",
    "caller_is_child": "The caller is the child",
    "caller_anonymous": "The caller wants to stay anonymous",
    "call_began": "Call began",
    "call_ended": "Call ended",
    "call_log": "What the caller said",
    "call_told": "What the caller was told",
    "call_typing": "Typed, and not kept as said yet",
}
