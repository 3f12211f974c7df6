"""The arXiv subjects: their codes, official names, and how a listing's short code is read.

Sources: the arXiv category taxonomy, https://arxiv.org/category_taxonomy, and the archives that were merged
into others, https://arxiv.org/archive/ (their papers bear the new category).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_TAXONOMY = """
cs Computer Science
  AI Artificial Intelligence
  AR Hardware Architecture
  CC Computational Complexity
  CE Computational Engineering, Finance, and Science
  CG Computational Geometry
  CL Computation and Language
  CR Cryptography and Security
  CV Computer Vision and Pattern Recognition
  CY Computers and Society
  DB Databases
  DC Distributed, Parallel, and Cluster Computing
  DL Digital Libraries
  DM Discrete Mathematics
  DS Data Structures and Algorithms
  ET Emerging Technologies
  FL Formal Languages and Automata Theory
  GL General Literature
  GR Graphics
  GT Computer Science and Game Theory
  HC Human-Computer Interaction
  IR Information Retrieval
  IT Information Theory
  LG Machine Learning
  LO Logic in Computer Science
  MA Multiagent Systems
  MM Multimedia
  MS Mathematical Software
  NA Numerical Analysis
  NE Neural and Evolutionary Computing
  NI Networking and Internet Architecture
  OH Other Computer Science
  OS Operating Systems
  PF Performance
  PL Programming Languages
  RO Robotics
  SC Symbolic Computation
  SD Sound
  SE Software Engineering
  SI Social and Information Networks
  SY Systems and Control
eess Electrical Engineering and Systems Science
  AS Audio and Speech Processing
  IV Image and Video Processing
  SP Signal Processing
  SY Systems and Control
stat Statistics
  AP Applications
  CO Computation
  ME Methodology
  ML Machine Learning
  OT Other Statistics
  TH Statistics Theory
math Mathematics
  AC Commutative Algebra
  AG Algebraic Geometry
  AP Analysis of PDEs
  AT Algebraic Topology
  CA Classical Analysis and ODEs
  CO Combinatorics
  CT Category Theory
  CV Complex Variables
  DG Differential Geometry
  DS Dynamical Systems
  FA Functional Analysis
  GM General Mathematics
  GN General Topology
  GR Group Theory
  GT Geometric Topology
  HO History and Overview
  IT Information Theory
  KT K-Theory and Homology
  LO Logic
  MG Metric Geometry
  MP Mathematical Physics
  NA Numerical Analysis
  NT Number Theory
  OA Operator Algebras
  OC Optimization and Control
  PR Probability
  QA Quantum Algebra
  RA Rings and Algebras
  RT Representation Theory
  SG Symplectic Geometry
  SP Spectral Theory
  ST Statistics Theory
q-bio Quantitative Biology
  BM Biomolecules
  CB Cell Behavior
  GN Genomics
  MN Molecular Networks
  NC Neurons and Cognition
  OT Other Quantitative Biology
  PE Populations and Evolution
  QM Quantitative Methods
  SC Subcellular Processes
  TO Tissues and Organs
q-fin Quantitative Finance
  CP Computational Finance
  EC Economics
  GN General Finance
  MF Mathematical Finance
  PM Portfolio Management
  PR Pricing of Securities
  RM Risk Management
  ST Statistical Finance
  TR Trading and Market Microstructure
econ Economics
  EM Econometrics
  GN General Economics
  TH Theoretical Economics
physics Physics
  acc-ph Accelerator Physics
  ao-ph Atmospheric and Oceanic Physics
  app-ph Applied Physics
  atm-clus Atomic and Molecular Clusters
  atom-ph Atomic Physics
  bio-ph Biological Physics
  chem-ph Chemical Physics
  class-ph Classical Physics
  comp-ph Computational Physics
  data-an Data Analysis, Statistics and Probability
  ed-ph Physics Education
  flu-dyn Fluid Dynamics
  gen-ph General Physics
  geo-ph Geophysics
  hist-ph History and Philosophy of Physics
  ins-det Instrumentation and Detectors
  med-ph Medical Physics
  optics Optics
  plasm-ph Plasma Physics
  pop-ph Popular Physics
  soc-ph Physics and Society
  space-ph Space Physics
astro-ph Astrophysics
  CO Cosmology and Nongalactic Astrophysics
  EP Earth and Planetary Astrophysics
  GA Astrophysics of Galaxies
  HE High Energy Astrophysical Phenomena
  IM Instrumentation and Methods for Astrophysics
  SR Solar and Stellar Astrophysics
cond-mat Condensed Matter
  dis-nn Disordered Systems and Neural Networks
  mes-hall Mesoscale and Nanoscale Physics
  mtrl-sci Materials Science
  other Other Condensed Matter
  quant-gas Quantum Gases
  soft Soft Condensed Matter
  stat-mech Statistical Mechanics
  str-el Strongly Correlated Electrons
  supr-con Superconductivity
nlin Nonlinear Sciences
  AO Adaptation and Self-Organizing Systems
  CD Chaotic Dynamics
  CG Cellular Automata and Lattice Gases
  PS Pattern Formation and Solitons
  SI Exactly Solvable and Integrable Systems
gr-qc General Relativity and Quantum Cosmology
hep-ex High Energy Physics - Experiment
hep-lat High Energy Physics - Lattice
hep-ph High Energy Physics - Phenomenology
hep-th High Energy Physics - Theory
math-ph Mathematical Physics
nucl-ex Nuclear Experiment
nucl-th Nuclear Theory
quant-ph Quantum Physics
"""

# The archives that were merged into others, and the categories that they became.
_OLD_ARCHIVES = """
acc-phys physics.acc-ph
adap-org nlin.AO
alg-geom math.AG
ao-sci physics.ao-ph
atom-ph physics.atom-ph
bayes-an physics.data-an
chao-dyn nlin.CD
chem-ph physics.chem-ph
cmp-lg cs.CL
comp-gas nlin.CG
dg-ga math.DG
funct-an math.FA
mtrl-th cond-mat.mtrl-sci
patt-sol nlin.PS
plasm-ph physics.plasm-ph
q-alg math.QA
solv-int nlin.SI
supr-con cond-mat.supr-con
"""


def _read_taxonomy() -> tuple[dict[str, str], dict[str, list[str]]]:
    names: dict[str, str] = {}
    short: dict[str, list[str]] = {}
    archive = ""
    for line in _TAXONOMY.strip().splitlines():
        code, name = line.split(maxsplit=1)
        if line.startswith(" "):
            short.setdefault(code.casefold(), []).append(f"{archive}.{code}")
            code = f"{archive}.{code}"
        else:
            archive = code
        names[code] = name
    return names, short


#: The official name of every archive and category, by its full code.
SUBJECT_NAMES, _BY_SHORT_CODE = _read_taxonomy()
_BY_FOLDED_CODE = {code.casefold(): code for code in SUBJECT_NAMES}
_BY_FOLDED_CODE |= dict(line.split() for line in _OLD_ARCHIVES.strip().splitlines())


def candidates(code: str, chosen: Mapping[str, str] | None = None) -> list[str]:
    """Return the categories that `code` may mean, the most likely first; none if it is unknown.

    A full category ('cs.CV', in any case) means itself, an archive that was merged into another ('alg-geom')
    the category that it became. A listing's short code ('CV') is the second
    half of a category; where several archives share it (GT is cs.GT or math.GT), the order of
    archives in the taxonomy above decides: computer science, electrical engineering, statistics,
    mathematics, biology, finance, economics, physics. `chosen` (short code to category, from
    settings.yml) comes before all of them.

    >>> candidates("GT")
    ['cs.GT', 'math.GT']
    >>> candidates("mtrl-sci"), candidates("alg-geom")
    (['cond-mat.mtrl-sci'], ['math.AG'])
    """
    folded = code.casefold()
    if full := _BY_FOLDED_CODE.get(folded):
        return [full]
    found = list(_BY_SHORT_CODE.get(folded, ()))
    for short, category in (chosen or {}).items():
        if short.casefold() == folded:
            found = [category, *(c for c in found if c != category)]
    return found


def read_codes(texts: str | Iterable[str]) -> tuple[str, ...]:
    """Return the categories that texts name, each once and in order, so that the primary one comes first.

    Codes may be separated in any way. Of 'Machine Learning (cs.LG); Robotics (cs.RO)' those in parentheses
    are taken. Codes that arXiv does not know are left out.

    >>> read_codes("cs.LG, cs.CV"), read_codes(["Physics and Society (physics.soc-ph)"])
    (('cs.LG', 'cs.CV'), ('physics.soc-ph',))
    """
    found: list[str] = []
    for text in [texts] if isinstance(texts, str) else texts:
        if text in SUBJECT_NAMES:  # as most are
            found.append(text)
            continue
        codes = re.findall(r"\(([\w.-]{2,20})\)", text) or re.split(r"[\s,;]+", text)
        found += (meant[0] for code in codes if (meant := candidates(code)))
    return tuple(dict.fromkeys(found))
