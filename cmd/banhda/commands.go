package main

// commands are all there are, in the order help lists them.
func commands() []*command {
	return []*command{
		serveCommand(), importCommand(), demoCommand(), rebuildCommand(),
		wheelCommand(), gainCommand(), valueCommand(), funnelCommand(), retentionCommand(), liftCommand(),
		listCommand(), peopleCommand(), personCommand(), recordsCommand(), kbCommand(), mergeCommand(), unmergeCommand(),
		catalogueCommand(), workspaceCommand(), userCommand(), keyCommand(),
		takeOutCommand(), takeInCommand(), backupCommand(), restoreCommand(), doctorCommand(), migrateCommand(), openapiCommand(), versionCommand(), helpCommand(),
	}
}
