"""`python -m webapp.commands`."""

from webapp.commands.verhaallijn import main

if __name__ == "__main__":
    main()
