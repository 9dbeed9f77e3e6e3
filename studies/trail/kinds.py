"""What the history tells of, each kind with its sentence. A kind that was written once keeps its word."""

from enum import StrEnum

from foundation.dutch import _, translatable


class About(StrEnum):
    """What a row of the history is about."""

    PERSON = "person"
    RESPONDENT = "respondent"
    INTERVIEW = "interview"
    TRANSCRIPT = "transcript"
    """One that is on its way in."""
    JOURNEY = "journey"
    STUDY_GONE = "deleted_study"
    ROWS = "rows"
    """Rows of the history itself: until which number."""


class Group(StrEnum):
    """Kinds by what they are of, to choose from."""

    LOOKS = "looks"
    PEOPLE = "people"
    ACCOUNTS = "accounts"
    ORGANISATION = "organisation"
    STUDIES = "studies"
    RESPONDENTS = "respondents"
    CONVERSATIONS = "conversations"
    STORIES = "stories"
    MEASUREMENTS = "measurements"
    COPIES = "copies"

    @property
    def dutch(self) -> str:
        return {
            Group.LOOKS: _("Bekeken en opgehaald"),
            Group.PEOPLE: _("Mensen en rollen"),
            Group.ACCOUNTS: _("Aanmelden en accounts"),
            Group.ORGANISATION: _("Organisatie"),
            Group.STUDIES: _("Onderzoek en afspraken"),
            Group.RESPONDENTS: _("Respondenten en toestemming"),
            Group.CONVERSATIONS: _("Gesprekken en coderingen"),
            Group.STORIES: _("Openbare verhalen"),
            Group.MEASUREMENTS: _("Metingen"),
            Group.COPIES: _("Kopieën en beheer"),
        }[self]


class Kind(StrEnum):
    """What happened. `sentence` has %(whom)s for what it is about, and %(detail)s."""

    TRANSCRIPT_READ = "transcript_read"
    NAMES_READ = "names_read"
    DRAFT_READ = "draft_read"
    CONVERSATIONS_SEARCHED = "conversations_searched"
    SEGMENTS_READ = "segments_read"
    EVIDENCE_READ = "evidence_read"
    CONTACT_READ = "contact_read"
    CONTACTS_READ = "contacts_read"
    NUMBER_READ = "number_read"
    FIGURES_EXPORTED = "figures_exported"
    HISTORY_READ = "history_read"
    HISTORY_EXPORTED = "history_exported"

    MEMBER_JOINED = "member_joined"
    MEMBER_LEFT = "member_left"
    STANDING_CHANGED = "standing_changed"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    INVITED = "invited"
    INVITATION_ANSWERED = "invitation_answered"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_REPLACED = "invitation_replaced"

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SIGN_INS_ENDED = "sign_ins_ended"
    ORGANISATION_CHOSEN = "organisation_chosen"
    LINK_MADE = "link_made"
    ACCOUNT_CHANGED = "account_changed"
    SECOND_STEP_SET = "second_step_set"
    SECOND_STEP_REMOVED = "second_step_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"

    ORGANISATION_CHANGED = "organisation_changed"

    STUDY_BEGUN = "study_begun"
    STUDY_CHANGED = "study_changed"
    STUDY_DELETED = "study_deleted"
    AGREEMENT_CHANGED = "agreement_changed"
    NAMES_ERASED = "names_erased"
    TRANSCRIPTS_ERASED = "transcripts_erased"

    CONSENT_NOTED = "consent_noted"
    CONSENT_CHANGED = "consent_changed"
    CONSENT_TAKEN_BACK = "consent_taken_back"
    RESPONDENT_WITHDREW = "respondent_withdrew"
    RESPONDENT_BACK = "respondent_back"
    RESPONDENT_REMOVED = "respondent_removed"
    CONTACT_KEPT = "contact_kept"
    CONTACT_WIPED = "contact_wiped"

    CONVERSATION_ADDED = "conversation_added"
    CONVERSATION_RELEASED = "conversation_released"
    TEXT_CHANGED = "text_changed"
    CONVERSATION_ERASED = "conversation_erased"
    CODING_OF_OTHER_REMOVED = "coding_of_other_removed"

    PUBLISHED = "published"
    TAKEN_OFFLINE = "taken_offline"

    ANSWERED_BY_TELEPHONE = "answered_by_telephone"
    LETTERS_PRINTED = "letters_printed"

    BACKUP_MADE = "backup_made"
    BACKUP_OPENED = "backup_opened"
    BACKUP_RESTORED = "backup_restored"
    ALL_EXPORTED = "all_exported"
    OLD_ROWS_REMOVED = "old_rows_removed"

    @property
    def group(self) -> Group:
        return _GROUPS[self]

    @property
    def sentence(self) -> str:
        """As it is translated; still to be filled in."""
        return _SENTENCES[self]


_IN_GROUPS: dict[Group, dict[Kind, str]] = {
    Group.LOOKS: {
        Kind.TRANSCRIPT_READ: translatable("%(whom)s gelezen"),
        Kind.NAMES_READ: translatable("%(whom)s gelezen, met echte namen"),
        Kind.DRAFT_READ: translatable("Een gespreksverslag gelezen dat nog niet is overgenomen"),
        Kind.CONVERSATIONS_SEARCHED: translatable("In de gesprekken gezocht"),
        Kind.SEGMENTS_READ: translatable("Gecodeerde fragmenten gelezen"),
        Kind.EVIDENCE_READ: translatable("Fragmenten gelezen bij een klantreis"),
        Kind.CONTACT_READ: translatable("De bladzijde van %(whom)s bekeken, met contactgegevens als die er stonden"),
        Kind.CONTACTS_READ: translatable("De lijst met respondenten bekeken"),
        Kind.NUMBER_READ: translatable("Een telefoonnummer bekeken dat iemand bij een antwoord achterliet"),
        Kind.FIGURES_EXPORTED: translatable("Cijfers over codes als bestand opgehaald"),
        Kind.HISTORY_READ: translatable("De geschiedenis van %(whom)s bekeken"),
        Kind.HISTORY_EXPORTED: translatable("De geschiedenis als bestand opgehaald"),
    },
    Group.PEOPLE: {
        Kind.MEMBER_JOINED: translatable("%(whom)s hoort bij de organisatie. Rol in nieuwe onderzoeken: %(detail)s"),
        Kind.MEMBER_LEFT: translatable("%(whom)s hoort niet meer bij de organisatie"),
        Kind.STANDING_CHANGED: translatable("De rol van %(whom)s in nieuwe onderzoeken werd: %(detail)s"),
        Kind.ROLE_GIVEN: translatable("%(whom)s kreeg een rol in dit onderzoek: %(detail)s"),
        Kind.ROLE_ENDED: translatable("%(whom)s werkt niet meer mee aan dit onderzoek"),
        Kind.INVITED: translatable("Iemand uitgenodigd. Rol: %(detail)s"),
        Kind.INVITATION_ANSWERED: translatable("%(whom)s nam een uitnodiging aan"),
        Kind.INVITATION_WITHDRAWN: translatable("Een uitnodiging ingetrokken"),
        Kind.INVITATION_REPLACED: translatable("Een eerdere uitnodiging werkt niet meer: er is een nieuwe link"),
    },
    Group.ACCOUNTS: {
        Kind.SIGNED_IN: translatable("Aangemeld met: %(detail)s"),
        Kind.SIGN_IN_FAILED: translatable("Aanmelden als %(whom)s mislukt: %(detail)s"),
        Kind.SIGNED_OUT: translatable("Afgemeld"),
        Kind.SIGN_INS_ENDED: translatable("%(whom)s op andere apparaten afgemeld"),
        Kind.ORGANISATION_CHOSEN: translatable("Ging voor deze organisatie werken"),
        Kind.LINK_MADE: translatable("Een link gemaakt waarmee %(whom)s zich één keer aanmeldt"),
        Kind.ACCOUNT_CHANGED: translatable("Account van %(whom)s veranderd: %(detail)s"),
        Kind.SECOND_STEP_SET: translatable("Tweede stap van %(whom)s ingesteld: %(detail)s"),
        Kind.SECOND_STEP_REMOVED: translatable("Tweede stap van %(whom)s weggehaald: %(detail)s"),
        Kind.RECOVERY_CODES_MADE: translatable("Nieuwe herstelcodes voor %(whom)s gemaakt"),
    },
    Group.ORGANISATION: {
        Kind.ORGANISATION_CHANGED: translatable("Gegevens van de organisatie veranderd: %(detail)s"),
    },
    Group.STUDIES: {
        Kind.STUDY_BEGUN: translatable("Onderzoek begonnen"),
        Kind.STUDY_CHANGED: translatable("Onderzoek veranderd: %(detail)s"),
        Kind.STUDY_DELETED: translatable("Onderzoek ‘%(whom)s’ gewist"),
        Kind.AGREEMENT_CHANGED: translatable("Afspraken veranderd: %(detail)s"),
        Kind.NAMES_ERASED: translatable("Echte namen en contactgegevens gewist, zoals afgesproken"),
        Kind.TRANSCRIPTS_ERASED: translatable("Gespreksverslagen gewist, zoals afgesproken"),
    },
    Group.RESPONDENTS: {
        Kind.CONSENT_NOTED: translatable("Antwoord van %(whom)s op een vraag om toestemming opgeschreven: %(detail)s"),
        Kind.CONSENT_CHANGED: translatable("Antwoord van %(whom)s op een vraag om toestemming veranderd: %(detail)s"),
        Kind.CONSENT_TAKEN_BACK: translatable("%(whom)s trok toestemming in: %(detail)s"),
        Kind.RESPONDENT_WITHDREW: translatable("%(whom)s doet niet meer mee"),
        Kind.RESPONDENT_BACK: translatable("%(whom)s doet weer mee"),
        Kind.RESPONDENT_REMOVED: translatable("%(whom)s verwijderd"),
        Kind.CONTACT_KEPT: translatable("Contactgegevens van %(whom)s bewaard"),
        Kind.CONTACT_WIPED: translatable("Contactgegevens van %(whom)s gewist"),
    },
    Group.CONVERSATIONS: {
        Kind.CONVERSATION_ADDED: translatable("%(whom)s overgenomen"),
        Kind.CONVERSATION_RELEASED: translatable("%(whom)s vrijgegeven voor coderen"),
        Kind.TEXT_CHANGED: translatable("Tekst van %(whom)s veranderd"),
        Kind.CONVERSATION_ERASED: translatable("%(whom)s gewist"),
        Kind.CODING_OF_OTHER_REMOVED: translatable("Codering van %(whom)s weggehaald"),
    },
    Group.STORIES: {
        Kind.PUBLISHED: translatable("Klantreis ‘%(whom)s’ openbaar gemaakt"),
        Kind.TAKEN_OFFLINE: translatable("Klantreis ‘%(whom)s’ van de website gehaald"),
    },
    Group.MEASUREMENTS: {
        Kind.ANSWERED_BY_TELEPHONE: translatable("Vragen geopend voor iemand die belde"),
        Kind.LETTERS_PRINTED: translatable("Brieven gemaakt, met namen en adressen erop"),
    },
    Group.COPIES: {
        Kind.BACKUP_MADE: translatable("Reservekopie gemaakt"),
        Kind.BACKUP_OPENED: translatable("Reservekopie geopend om te controleren"),
        Kind.BACKUP_RESTORED: translatable("Reservekopie teruggezet. Wat daarna was opgeschreven, staat hier niet"),
        Kind.ALL_EXPORTED: translatable("Alles geëxporteerd"),
        Kind.OLD_ROWS_REMOVED: translatable("Regels van meer dan vijf jaar oud gewist"),
    },
}
_SENTENCES = {kind: sentence for kinds in _IN_GROUPS.values() for kind, sentence in kinds.items()}
_GROUPS = {kind: group for group, kinds in _IN_GROUPS.items() for kind in kinds}


def kinds_of(group: Group) -> list[Kind]:
    return list(_IN_GROUPS[group])
