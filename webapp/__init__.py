"""The shell: the application, sign-in, commands and worker."""
