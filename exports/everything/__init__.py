"""All that an organisation has, in files that are read without this program."""
