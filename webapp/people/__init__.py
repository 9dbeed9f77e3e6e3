"""People on screen: who may do what, inviting, answering an invitation, leaving."""
