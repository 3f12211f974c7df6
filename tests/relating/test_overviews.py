"""Which titles say that a paper surveys what others did."""

from __future__ import annotations

import pytest

from paperdigest.relating.overviews import is_overview

SURVEYS = """
A Survey on Diffusion Language Models
Survey of Specialized Large Language Model
LLM-empowered knowledge graph construction: A survey
Multilingual Vision-Language Models, A Survey
Augmented Models: A Systematic Review
Anomaly Detection in Neuroimaging: A Systematic Scoping Review
Systematic Review and Meta-analysis of AI-driven MRI Motion Artifact Detection
Fine-tuning with Limited Data: A Survey and Practical Guide
xAI-CV: An Overview of Explainable Artificial Intelligence in Computer Vision
Don't Overthink It: A Survey of Efficient R1-style Large Reasoning Models
Trust but Verify! A Survey on Verification Design
Graphs for Chemists – A Primer
""".strip().splitlines()

OTHERS = """
ReviewRL: Towards Automated Scientific Review with RL
Benchmarking Computer Science Survey Generation
Survey-to-Behavior: Downstream Alignment of Human Values via Survey Questions
Sentiment Analysis Of Shopee Product Reviews Using Distilbert
Learning to Shop Like Humans: A Review-driven Recommendation Framework
A chart review process aided by natural language processing
Overview of BioASQ 2025: The Thirteenth BioASQ Challenge
A Nationwide Survey of Physicians
Peer Review in the Age of Models
""".strip().splitlines()


@pytest.mark.parametrize("title", SURVEYS)
def test_a_paper_that_calls_itself_a_survey_is_one(title: str) -> None:
    assert is_overview(title)


@pytest.mark.parametrize("title", OTHERS)
def test_a_paper_on_reviews_of_products_or_people_is_none(title: str) -> None:
    assert not is_overview(title)
