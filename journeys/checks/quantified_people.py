"""How many of the people something held for: 'bijna niemand kende het nummer', 'veel ouders wachtten lang'.

The rule. A story is told in the present tense of one person: whoever has a number of people *have known, found or gone
through* something tells of the research. So a quantity of people is a claim when a verb of knowing, finding or telling
goes with it, a verb in the past, or what only many people can meet ('de meeste ouders lopen vast'). It is the story's
own when it acts on the persona ('niemand belde haar terug'), or is a scene ('veel ouders staan bij het hek').

A grammar of word lists and of order (subject and verb beside each other), no parser: what stands far apart passes.
"""

import re

PEOPLE = (
    r"(?:ouders?|jongeren|mensen|inwoners|gezinnen|families|verzorgers|mantelzorgers|pleegouders|moeders|vaders|opa’s|"
    r"oma’s|cliënten|deelnemers|personen|huishoudens|respondenten|geïnterviewden|ondervraagden)"
)
_ONE_OF_THEM = (
    r"(?:ouder|jongere|inwoner|gezin|familie|verzorger|mantelzorger|pleegouder|moeder|vader|cliënt|deelnemer|"
    r"persoon|huishouden|respondent|mens)"
)
_NEARLY = r"(?:bijna|vrijwel|nagenoeg|haast|praktisch|zo goed als)"
_WHOSE = r"(?: van (?:hen|de|alle|onze|deze)(?: \w+)?)?"

NEARLY_ALL_OR_NONE = (
    rf"(?:{_NEARLY} (?:niemand|iedereen|allen|allemaal)|(?:nauwelijks|amper) iemand|"
    rf"(?:lang )?niet iedereen|zowat (?:niemand|iedereen)){_WHOSE}"
)
_ALL_OR_NONE = rf"(?:niemand|iedereen){_WHOSE}"
_SOME_OF_THEM = (
    rf"(?:(?:de )?meesten|velen|weinigen|sommigen|enkelen|verscheidenen|menigeen|geen mens|een enkeling|"
    rf"(?:een handvol|een paar|een aantal|de helft|(?:ruim|meer dan|minder dan) de helft|allen|geen|geen enkele|één|"
    rf"geen van beiden|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+) van hen){_WHOSE}"
)
_HOW_MANY = (
    rf"(?:(?:{_NEARLY} |(?:lang )?niet )?alle|(?:de )?meeste|(?:heel |zeer |erg )?veel|vele|(?:heel |maar )?weinig|"
    r"sommige|enkele|verschillende|verscheidene|meerdere|diverse|talloze|tientallen|een paar|een aantal|een handvol|"
    r"een handjevol|een minderheid van de|een groep|geen van de|(?:ruim |meer dan |minder dan |bijna )?de helft van de)"
)
_MANY_OR_FEW = r"(?:(?:heel |erg )?veel|vele|(?:heel |maar )?weinig|sommige|enkele)"
_NOT_ONE = r"(?:geen (?:enkele?)?|(?:bijna |vrijwel )?(?:elke?|iedere?|ieder))"
QUANTITY_OF_PEOPLE = (
    rf"(?:{_SOME_OF_THEM}|{_HOW_MANY} (?:\w+ )?{PEOPLE}|{_NOT_ONE} (?:enkele? )?(?:\w+ )?{_ONE_OF_THEM})"
)
_OFTEN = (
    r"(?:(?:heel |erg |best )?vaak|dikwijls|meestal|veelal|doorgaans|regelmatig|zelden|grotendeels|overwegend|"
    r"massaal|stuk voor stuk|zonder uitzondering|unaniem|allemaal)"
)

MIND = (
    r"(?:weet|weten|wist|wisten|ken|kent|kennen|kende|kenden|vindt|vinden|vond|vonden|ervaart|ervaren|ervoer|ervoeren|"
    r"begrijpt|begrijpen|begreep|begrepen|snapt|snappen|snapte|snapten|mist|missen|miste|misten|herken(?:t|nen|de|den)|"
    r"noem(?:t|en|de|den)|vertel(?:t|len|de|den)|zeiden|gaf|gaven|meld(?:t|en|de|den)|voelde|voelden|bedoelt|"
    r"bedoelde|verwacht(?:te|ten)|waardeer(?:t|de|den)|hoopte|hoopten|dacht|dachten|wilde|wilden|wou|"
    r"verlang(?:t|de|den))"
)
STUCK = r"(?:lo(?:opt|pen)\b[^.!?,]* vast|voel(?:t|en) zich)"
_GO_THROUGH = rf"(?:{STUCK}|krijgen|hebben|moeten|kunnen|bellen|zoeken|haken af|worden|horen|blijven|durven|willen)"
"""What people meet on their way, told of many of them, also in the present; not what they do in a scene."""
_KNEW = (
    r"(?:wist|kende|vond|ervoer|begreep|snapte|miste|herkende|noemde|voelde|verwachtte|waardeerde|hoopte|dacht|wilde)"
)
_STRONG_PAST = (
    r"(?:was|waren|had|hadden|werd|werden|kreeg|kregen|kwam|kwamen|ging|gingen|zag|zagen|kon|konden|moest|moesten|"
    r"mocht|mochten|bleef|bleven|liep|liepen|sprak|spraken|hielp|hielpen|vroeg|vroegen|deed|deden|schreef|schreven|"
    r"stond|stonden|zat|zaten|las|lazen|hield|hielden|liet|lieten|zocht|zochten|verloor|verloren|koos|kozen|nam|namen|"
    r"gaven|gaf|haakte|haakten)"
)
_INFINITIVES = (
    r"(?:worden|vinden|houden|bieden|leiden|lijden|rijden|melden|landen|branden|raden|binden|zenden|scheiden|"
    r"wachten|zetten|zitten|letten|praten|wedden|redden|bidden|hebben|vergeten|moeten|laten|weten|eten|sluiten|"
    r"verwachten|vechten|zuchten|vluchten|richten|rusten|tasten|starten|doden|kunnen|zouden)"
)
_WEAK_PAST = rf"(?!(?:{_INFINITIVES}|beide|goede|harde|onge\w+)\b)(?:\w+(?:[kfspt]|ch)ten?|\w+[lrnmgvwzbdiu]den?)"
PAST = rf"(?:{_STRONG_PAST}|{_WEAK_PAST})"
_BEFORE = r"(?:in|uit|met|op|bij|van|voor|aan|over|door|tegen|naar|onder|tussen)"
_BETWEEN = (
    r"(?: (?:ook|niet|wel|al|nog|zelf|daar|hier|echt|eerst|heel|lang|dit|het|er|zich|eigenlijk|toen|"
    r"(?:in|uit|met|op|bij) (?:(?:de|het|een|onze|ons) \w+|(?!(?:de|het|een|onze|ons)\b)\w+))){0,2}"
)


def goes_before(verb: str, subject: str) -> str:
    """'De helft wist': whose verb stands before it may as well be an object, 'zij begrijpt de helft'."""
    return rf"{subject}{_BETWEEN} {verb}"


def goes_with(verb: str, subject: str) -> str:
    """Subject and verb beside each other, in either order: 'veel ouders wisten', 'dat wisten veel ouders'."""
    return rf"{goes_before(verb, subject)}|{verb}{_BETWEEN} {subject}"


_HAD_TO_DO = r"(?:heeft|hebben|hadden|had)\b[^.!?,]*\b(?:ge|be|ver|ont|er)\w+(?:d|t|en)"
OF_ALL_OR_NONE = (goes_with(rf"(?:{MIND}|{STUCK}|{PAST})", NEARLY_ALL_OR_NONE),)
"""So sure of nearly everybody is only who asked them, also in a measure."""
OF_QUANTITIES = (
    goes_with(rf"(?:{MIND}|{PAST})", QUANTITY_OF_PEOPLE),
    goes_before(_GO_THROUGH, rf"(?:(?:de )?meesten|velen|(?:de )?meeste {PEOPLE}|{_MANY_OR_FEW} {PEOPLE})"),
    goes_before(rf"(?:{MIND}|{PAST})", r"(?:niemand|iedereen) van (?:hen|(?:de|alle|onze|deze) \w+)"),
    rf"(?:{QUANTITY_OF_PEOPLE}|{NEARLY_ALL_OR_NONE}){_BETWEEN} {_HAD_TO_DO}",
    goes_with(_KNEW, _ALL_OR_NONE),
    rf"(?:de )?{PEOPLE} \w+(?: \w+)? {_OFTEN}|{_OFTEN} (?!{_BEFORE}\b)\w+ (?:de )?{PEOPLE}",
)
"""In a story; of its own work a municipality may say how many people did what."""
_ANYBODY = re.compile(r"\b(?:hij of zij|zij of hij|hem of haar|haar of hem|zijn of haar|haar of zijn)\b", re.IGNORECASE)
_STORY = re.compile(
    r"(?<!\w)(?:haar|hem|hij|mij|me|mijn|ik)(?!\w)|, (?:zegt|vraagt|vertelt|schrijft|roept) \w", re.IGNORECASE
)


def acts_on_the_persona(sentence: str, name: str = "") -> bool:
    """Whether somebody of the story is in it or says it: 'niemand belde haar', 'veel mensen hebben dat, zegt ze'."""
    named = bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) is not None
    return named or _STORY.search(_ANYBODY.sub("", sentence)) is not None
