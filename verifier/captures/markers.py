"""The tables of signs by which an answer gives itself away: walls against robots, login pages, pages that say 404.

Each entry is a sign a person could point at, and the words the record will use for it. Phrases are matched in
folded text (lower case, white space single); they are plain strings or linear patterns, so no page can stall them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """`needle` (lower case) anywhere in the markup; `everywhere` for signs no honest long page holds."""

    needle: str
    name: str
    everywhere: bool = False


WALL_SIGNS: tuple[Sign, ...] = (
    Sign("triggerinterstitialchallenge", "an Akamai interstitial", everywhere=True),
    Sign("/_sec/verify?provider=interstitial", "an Akamai interstitial", everywhere=True),
    Sign("bm-verify=", "an Akamai interstitial"),
    Sign("errors.edgesuite.net", "an Akamai refusal"),
    Sign("cf-browser-verification", "a Cloudflare challenge", everywhere=True),
    Sign("attention required! | cloudflare", "a Cloudflare refusal", everywhere=True),
    Sign("cf-challenge", "a Cloudflare challenge"),
    Sign("cf_chl_opt", "a Cloudflare challenge"),
    Sign("incapsula incident id", "an Imperva refusal"),
    Sign("_incapsula_resource", "an Imperva challenge"),
    Sign("captcha-delivery.com", "a DataDome challenge"),
    Sign("px-captcha", "a PerimeterX challenge"),
    Sign("awswafintegration", "an AWS WAF challenge"),
    Sign("sucuri website firewall", "a Sucuri refusal"),
    Sign("making sure you're not a bot", "an Anubis challenge"),
    Sign("making sure you&#39;re not a bot", "an Anubis challenge"),
    Sign("pardon our interruption", "a challenge page"),
    Sign("verify you are human", "a CAPTCHA page"),
    Sign("verify that you are human", "a CAPTCHA page"),
    Sign("verify you are not a robot", "a CAPTCHA page"),
    Sign("are you a robot?", "a CAPTCHA page"),
    Sign("unusual traffic from your", "a CAPTCHA page"),
    Sign("enable javascript and cookies to continue", "a challenge page"),
    Sign("the requested url was rejected. please consult", "a firewall's refusal"),
    Sign('class="g-recaptcha"', "a CAPTCHA page"),
    Sign('class="h-captcha"', "a CAPTCHA page"),
    Sign('class="cf-turnstile"', "a CAPTCHA page"),
)  # fmt: skip
WALL_TITLES = re.compile(
    r"^(?:just a moment\.{0,3}|access denied|attention required!?|request rejected|robot check|are you a robot\??|"
    r"security check(?: required)?|one more step|ddos-guard|checking your browser.{0,40}|bot verification)$"
)
WALL_HEADERS: tuple[tuple[str, str, str], ...] = (
    ("cf-mitigated", "challenge", "a Cloudflare challenge"),
    ("x-amzn-waf-action", "", "an AWS WAF challenge"),
    ("x-datadome", "protected", "a DataDome challenge"),
)

LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|sso|saml2?|idp|shibboleth|wayf|oauth2?|authorize|user/login|accounts?/login|cas/login|"
    r"auth/login|session/new)(?:[/.?]|$)"
)
LOGIN_HOST = re.compile(r"^(?:login|signin|sso|idp|auth|accounts)\.")
LOGIN_TITLE = re.compile(r"^(?:log ?in|sign ?in|please (?:log|sign) ?in|login required|authentication required)\b")
PAYWALL = re.compile(
    r"(?:subscription (?:is )?required|subscribe to (?:read|continue)|available to subscribers only|"
    r"institutional (?:log ?in|access) (?:is )?required|purchase access|you do not have access to this)"
)

_THING = (
    r"(?:web ?page|page|document|file|item|record|resource|content|article|url|address|object|publication|entry|site)"
)
_FAILS = (
    r"(?:(?:was|is|were|are) (?:not found|not available|no longer available|unavailable|missing)|"
    r"(?:could|can) ?(?:not|n't) be (?:found|located|displayed)|couldn't be found|can't be found|"
    r"(?:does not|doesn't|no longer) exists?|not found|"
    r"(?:has|have|may have|might have) (?:been )?(?:moved|removed|deleted|expired))"
)
_YOU = (
    r"(?:that )?(?:you(?:'re| are| were| have|'ve)? (?:requested|looking for|look for|asked for|entered|followed|"
    r"trying to (?:reach|access|view|find)))"
)
_WE_FAIL = rf"we (?:can't|cannot|could not|couldn't) (?:seem to )?find (?:the|that|this|your) {_THING}(?: {_YOU})?"
# A title or a main heading. A bare number is not enough: `404. Memorandum of Conversation` is a document's title.
NOT_FOUND_TITLE = re.compile(
    r"(?:^(?:http )?(?:status )?(?:error )?[-:#]?\s?404\b[\s:|.–—-]*(?:error|not found|$)|\berror 404\b|"
    r"\b404 (?:error|not found)\b|"
    rf"(?:^|[|:–—-]\s?)(?:the )?(?:requested )?(?:{_THING} )?(?:{_YOU} )?(?:was |is )?not found(?:\s?[|:–—!.-]|$)|"
    rf"\b{_THING} (?:{_YOU} )?{_FAILS}\b|{_WE_FAIL}|^gone$|"
    r"page (?:introuvable|non trouvée)|seite (?:wurde )?nicht gefunden|seite existiert nicht|"
    r"página no encontrada|pagina non trovata|pagina niet gevonden|página não encontrada|"
    r"страница не найдена|страницу не найти|сторінку не знайдено|strony nie znaleziono|stránka nenalezena|"
    r"ページが見つかりません|找不到页面|页面不存在)"
)
# On a long page a part of the title must say that and no more: essays have been written about error 404.
NOT_FOUND_WHOLE = re.compile(
    r"(?:oops|sorry)?[,!. ]*(?:(?:http )?(?:status )?error[\s:#-]*404|404 error|"
    r"(?:http )?(?:error )?404[\s:.–—-]*(?:error|(?:page )?not found)|"
    rf"(?:the |this |your )?(?:requested )?(?:{_THING} )?(?:{_YOU} )?(?:{_FAILS}|(?:was |is )?not found)|{_WE_FAIL}|"
    r"page (?:introuvable|non trouvée)|(?:die )?seite (?:wurde )?nicht gefunden|seite existiert nicht|"
    r"página no encontrada|pagina non trovata|pagina niet gevonden|página não encontrada|"
    r"страница не найдена|страницу не найти|сторінку не знайдено|strony nie znaleziono|stránka nenalezena|"
    r"ページが見つかりません|找不到页面|页面不存在)[.!…]*"
)
SITE_PARTS = re.compile(r"\s*[|·»•]\s*|\s[-–—:]\s")  # between what a page is called and whose page it is
# The text of a short page. Of a document or record it must be the one that was asked for: archives themselves write
# that "the document was not found".
NOT_FOUND_TEXT = re.compile(
    rf"(?:\b(?:web ?page|page|url) (?:{_YOU} )?{_FAILS}\b|\brequested {_THING} {_FAILS}\b|"
    rf"\b{_THING} {_YOU} {_FAILS}\b|"
    r"\bwe (?:could not|couldn't|can't|cannot|were unable to|are unable to) (?:find|locate) (?:the|that|this|your) "
    rf"(?:page|url|requested {_THING}|{_THING} {_YOU})|"
    r"\berror 404\b|\b404 error\b|\bhttp 404\b|\b404 not found\b|\bno such page\b|"
    r"seite (?:wurde )?nicht gefunden|page demandée (?:est introuvable|n'existe)|страница не найдена|"
    r"запрашиваемая страница не|página (?:solicitada )?no (?:existe|encontrada|ha sido encontrada))"
)
ERROR_PATH = re.compile(
    r"/(?:404|error(?:s|page)?|not-?_?found|page-?_?not-?_?found|missing|expired|oops)(?:[/.?_-]|$)"
)
HOME_PATH = re.compile(r"^/?(?:index\.\w{2,5}|home(?:\.\w+)?|default\.\w{2,5}|[a-z]{2}(?:-[a-z]{2})?/?)?/?$")
SEARCH_PATH = re.compile(r"/(?:search|find|suche|recherche|results?|browse)(?:[/.?]|$)")

CHALLENGE_TEXT_LIMIT = 2_500  # characters a reader sees: walls say less than that, documents more
NOT_FOUND_TEXT_LIMIT = 1_500  # the same for pages that say 404 in their text and not in their title
MARKUP_LOOKED_AT = 512 * 1024  # bytes of a page in which signs are sought; walls stand at its head
