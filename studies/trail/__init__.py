"""The history of an organisation: who saw or changed what, when. It is only added to, and each row seals the one before."""
