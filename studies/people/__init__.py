"""People: who may do what in an organisation and in each of its studies, letting in and leaving."""
