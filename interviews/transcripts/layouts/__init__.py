"""From lines and tables to turns: the layouts that transcribers and their programs use."""
