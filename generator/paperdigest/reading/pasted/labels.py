"""What people write on links and before values: '[paper]', 'Code:', 'Project page', '论文'."""

from __future__ import annotations

import re

from paperdigest.reading.identifiers import arxiv_id_in_prose, doi
from paperdigest.text.links import find_links

#: Words on a link or before a value, with what they mean: a key of a record, a kind of link, `paper` (where
#: the paper itself stands), `page` (which may be that) or `other`. Earlier lines win: a 'code page' is code.
_MEANINGS = {
    "title": "title titel titre título titolo 标题 题目 タイトル 제목",
    "authors": "authors author autoren autor auteurs auteur autores autori 作者 著者 저자",
    "abstract": "abstract tldr summary zusammenfassung résumé resumen resumo 摘要 要旨 초록",
    "venue": "venue conference journal publication published proceedings booktitle"
    " zeitschrift revue revista 会议 期刊 发表",
    "date": "date year published time datum jahr année año 日期 时间 年份",
    "subjects": "category categories subject subjects",
    "keywords": "keywords keyword tags tag topic topics task tasks 关键词",
    "award": "award awards",
    "supplement": "supplement supplementary supp suppl appendix supplemental",
    "code_url": "code codes github gitlab repo repository implementation implementations pytorch tensorflow"
    " jax keras reference official stars star 代码 源码 开源",
    "slides": "slides slide ppt",
    "poster": "poster",
    "video": "video videos youtube talk recording presentation 视频",
    "data": "data dataset datasets benchmark 数据集 数据",
    "models": "model models weights checkpoint checkpoints ckpt 模型",
    "project": "project homepage home website webpage web site page 主页 项目",
    "html": "html",
    "paper": "paper papers pdf arxiv abs openreview acl doi article preprint publisher springer ieee"
    " acm acmdl biorxiv medrxiv nature science elsevier neurips cvf pmlr 论文 论文下载链接 原文",
    "page": "link url links 链接",
    "other": "blog demo colab tweet twitter bibtex bib cite citation zhihu news docs doc notes note review"
    " explained slack website spaces hf huggingface discussion media post 解读 博客 介绍",
}
_MEANING = {word: key for key, words in reversed(_MEANINGS.items()) for word in words.split()}
#: The meanings that are kinds of links, rather than keys with a text.
OF_LINKS = ("supplement", "slides", "poster", "video", "data", "models", "project", "html")
_WORD = re.compile(r"[^\W_]+")
#: A label has no more words, as in 'official code in PyTorch'.
_MOST_WORDS = 4

#: Hosts where papers stand, beyond those of identifiers.
_HOSTS = re.compile(
    r"//(?:[\w-]{1,40}\.){0,3}(?:thecvf\.com|nips\.cc|neurips\.cc|ieee\.org|acm\.org|springer\.com|nature\.com"
    r"|sciencedirect\.com|biorxiv\.org|medrxiv\.org|chemrxiv\.org|aaai\.org|ijcai\.org|jmlr\.org|mlr\.press"
    r"|usenix\.org|semanticscholar\.org|nih\.gov|cell\.com|science\.org|pnas\.org|mdpi\.com|wiley\.com"
    r"|tandfonline\.com|oup\.com|ssrn\.com|hal\.science|iacr\.org|isca-archive\.org|isca-speech\.org|aps\.org"
    r"|iop\.org|rsc\.org|plos\.org|frontiersin\.org|ecva\.net|jair\.org|citeseerx\.ist\.psu\.edu)/",
    re.IGNORECASE,
)


def meaning_of(label: str) -> str:
    """Return what a label means, see `_MEANINGS`; '' for a text that is no label.

    >>> meaning_of("[Official Code]"), meaning_of("论文"), meaning_of("Learning from Data")
    ('code_url', 'paper', '')
    """
    words = [word.lower() for word in _WORD.findall(label[:60])]
    meant = [_MEANING[word] for word in words if word in _MEANING]
    if not words or len(words) > _MOST_WORDS or 2 * len(meant) < len(words):
        return ""
    return min(meant, key=[*_MEANINGS].index)


def meaning_of_url(url: str) -> str:
    """Return what an address leads to, by its host: `paper`, `code_url`, a kind of link, or '' if unknown."""
    if is_paper(url):
        return "paper"
    kinds = {"code": "code_url", "model": "models", "data": "data", "video": "video"}
    return next((kinds.get(link.kind, "") for link in find_links(url)), "")


def is_paper(url: str) -> bool:
    """Whether a paper stands at an address, as far as the address tells."""
    return bool(
        arxiv_id_in_prose(url)
        or ("doi.org/" in url and doi(url))
        or url.lower().partition("?")[0].endswith(".pdf")
        or _HOSTS.search(url)
        or any(link.kind == "paper" for link in find_links(url))
        or "huggingface.co/papers/" in url
    )
