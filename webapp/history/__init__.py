"""The history on screen: of a study, of the organisation, of somebody; and as files."""
