"""Whether something happened: what is denied, and what is only not shown."""

import pytest
from narratives import readings, timeline

NOT_SHOWN = [
    "It is unclear whether the landlord sent its stage 1 response on 17 May 2024.",
    "The landlord has no record that she escalated her complaint on 1 June 2024.",
    "There is no evidence that it replied at stage 2 on 3 May 2024.",
    "We cannot say if the landlord acknowledged the complaint on 3 May 2024.",
    "The landlord was unable to show that it had issued its stage 1 response by 3 May 2024.",
    "Nothing in the records shows that she complained on 3 May 2024.",
    "The landlord disputes that the resident complained on 3 May 2024.",
    "It has not been established that the resident complained on 3 May 2024.",
]
SHOWN = [
    "No. 5 Tindale Court was inspected on 9 May 2024.",
    "The works at No 7 were completed on 9 May 2024.",
    "Cllr May complained for the resident on 3 June 2024.",
    "No note was made of what was said to the resident on 29 December 2023.",
    "There is no evidence that, following the survey completed on 3 May 2024, it acted.",
    "The landlord could not say who spoke to the resident when she called on 3 May 2024.",
]


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_what_is_not_shown_is_no_fact(text: str) -> None:
    (reading,) = readings(text)
    assert (reading.polarity, reading.modality) == ("negative", "hypothetical")


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_what_is_not_shown_is_no_step(text: str) -> None:
    found = timeline(background=[text])
    assert [event.polarity for event in found.events] == ["negative"]
    assert not list(found.milestones.items())


@pytest.mark.parametrize("text", SHOWN)
def test_names_and_other_clauses_deny_nothing(text: str) -> None:
    assert [reading.modality for reading in readings(text)][-1] != "hypothetical"
    assert [reading.polarity for reading in readings(text)][-1] == "positive"
