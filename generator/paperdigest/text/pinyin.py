"""Chinese names in Latin letters: which word of 'Dong Zifei' is the family name.

Family names have one syllable, but for a few, and given names mostly two. So where the first word is a common
family name, and the last one has two syllables and is none, the family name is printed first. 'Yang Liu' may
be either, and stays as it is printed. Syllables: Hanyu Pinyin (ISO 7098); family names: the commonest of
the Chinese Ministry of Public Security's report on names (2020), without tones, and the compound ones.
"""

from __future__ import annotations

import re

_FAMILIES = frozenset(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie
    song tang han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu lyu
    ding ren shen yao jin cui tan zou xiong meng qin bai shi hou qiu kong shao mao duan hao lei hong tao
    qian gu dai yan yin fu fan fang zhong wan qi qiao mo xiang niu ning zhuang ji jia xia wen pang yi guan
    bao nie ouyang situ sima zhuge shangguan xiahou huangfu huyan linghu murong dongfang
    """.split()
)
_SYLLABLE = (
    r"(?:(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en"
    r"|er|ia|ie|iu|in|ua|uo|ui|un|ue|a|e|i|u|v)|[bpmfw]o)"
)
_TWO = re.compile(rf"{_SYLLABLE}{{2}}")
_VOWELS = re.compile(r"[aeiouv]+")


def is_family_first(first: str, last: str) -> bool:
    """Whether the first of two words is a Chinese family name, and the last one a given name.

    >>> is_family_first("Dong", "Zifei"), is_family_first("Zifei", "Dong"), is_family_first("Yang", "Liu")
    (True, False, False)
    """
    family, given = first.lower(), last.lower().replace("-", "")
    if family not in _FAMILIES or given in _FAMILIES or not given.isascii():
        return False
    return len(_VOWELS.findall(given)) == 2 and _TWO.fullmatch(given) is not None
