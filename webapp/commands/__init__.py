"""The command `verhaallijn`, one module per subcommand."""
