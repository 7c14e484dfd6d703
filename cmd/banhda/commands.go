package main

// commands are all there are, in the order help lists them.
func commands() []*command {
	return []*command{
		serveCommand(), importCommand(), rebuildCommand(),
		wheelCommand(), gainCommand(), valueCommand(), funnelCommand(), retentionCommand(),
		peopleCommand(), personCommand(), mergeCommand(), unmergeCommand(),
		catalogueCommand(), workspaceCommand(),
		doctorCommand(), migrateCommand(), openapiCommand(), versionCommand(), helpCommand(),
	}
}
