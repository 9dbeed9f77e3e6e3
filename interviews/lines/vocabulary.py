"""Words that tell a speaker from speech and from a heading, in Dutch and English."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLES = _words("""
interviewer interviewster onderzoeker onderzoekster gespreksleider gespreksvoerder moderator facilitator vragensteller
respondent respondente geïnterviewde geinterviewde deelnemer deelneemster kandidaat cliënt client jongere kind
moeder vader ouder ouders verzorger mantelzorger partner broer zus opa oma pleegmoeder pleegvader pleegouder
begeleider hulpverlener jeugdconsulent consulent medewerker leerkracht mentor huisarts tolk voorzitter notulist
man vrouw meisje jongen meneer mevrouw stem spreker spreekster onbekend allen iedereen beiden
researcher interviewee participant speaker mother father parent child host guest unknown voice
""")
"""What a speaker is called instead of by name."""

NEVER_FIRST = _words("""
die dat dit deze ik jij je hij zij ze wij we jullie u jouw uw mijn haar hun ons onze en maar want dus of toen dan nu nou
kijk ja jaja nee neenee nja tja oké oke ok okay okee goed mooi precies inderdaad klopt hm hmm mm mmm mhm eh ehm uh uhm
uhuh ach oh o och wat wie waar wanneer waarom hoe welke welk als omdat niet wel ook nog eerst ten bijvoorbeeld kortom
stel eerlijk punt één conclusie samenvatting opmerking opmerkingen noot let nb ps n.b p.s voorbeeld er hier daar zo
iemand niemand alles niks niets echt eigenlijk misschien gewoon sorry dank bedankt hoi hallo dag goedendag goedemorgen
goedemiddag goedenavond om in op bij voor na uit aan tot vanaf
so and but well yes no you he she it they this that these those if because then there here what why how when note
""")
"""A sentence begins with it, a speaker's name does not."""

SPEECH_VERBS = _words("""
zei zeg zegt zeiden gezegd vroeg vraagt vroegen dacht denk denkt riep riepen schreef vond vindt vertelde antwoordde
was is had heeft ging gaat kwam zou wilde wou kan moest bleef werd wist said says asked thought
""")
"""'Henk zei: kom maar' is speech about Henk."""

PARTICLES = _words("""
van de den der het 't ter ten te von und du la le el al di da dos del en of op in aan bij uit voor heer mevrouw mevr mw
dhr meneer dr drs ir mr prof mr. dhr. mw. mevr. dr. drs. ir. prof. and the
""")
"""Words without a capital inside a name or title."""

HEADING_FIELDS = _words("""
datum date plaats locatie location tijd tijdstip time duur duration onderzoek onderwerp gesprek interview project
bestand bestandsnaam file audio opname recording transcript transcriptie uitwerking betreft titel title versie version
pagina page bijlage aanwezig aanwezigen afwezig naam name leeftijd geslacht functie organisatie gemeente nummer
respondentnummer interviewnummer start starttijd begin begintijd einde eind eindtijd taal language contact e-mail email
telefoon adres deelnemers participants legenda legend toelichting thema vraagstelling doel hoofdstuk deel setting
medium kanaal soort wijze transcribent getranscribeerd uitgewerkt afgenomen opgenomen sprekers speakers codering
pseudoniem subject studie study
""")
"""The first word of a line in the heading: 'Datum: …', 'Duur opname: …'."""

SOUNDS = _words("""
lacht lachen lachend gelach lach huilt huilend zucht zuchten kucht kuchen hoest schraapt snikt slikt fluistert muziek
applaus gelui bel telefoon deur stilte pauze stil onverstaanbaar onduidelijk onhoorbaar geluid geroezemoes kruisgesprek
overspraak knikt schudt gebaart denkt aarzelt roept gejuich
laughs laughter laughing music applause silence pause inaudible unintelligible crosstalk noise sighs coughs cries
sniffles cheering chuckles overlapping
""")
"""In brackets: what is heard or seen, not a name."""

COLUMN_HEADINGS = _words("""
spreker speaker wie naam name tekst text transcript transcriptie uitspraak tijd time tijdcode timecode nr nummer no #
inhoud content gesproken start begin regel persoon fragment wat gezegd zegt verslag tijdstip rol
""")
REMARK_COLUMNS = _words("""
opmerking opmerkingen notitie notities code codes codering thema thema's label labels memo memo's interpretatie analyse
toelichting aantekening aantekeningen comment comments notes
""")
"""A column with what somebody thought of it afterwards."""
COLUMN_HEADINGS |= REMARK_COLUMNS
VOICE_COLUMNS = _words("vraag vragen antwoord antwoorden question questions answer answers")
"""A column of all that one voice said."""
