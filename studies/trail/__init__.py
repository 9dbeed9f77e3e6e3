"""The history of an organisation: who saw or changed what, when. Rows are only added, each seals the one before."""
