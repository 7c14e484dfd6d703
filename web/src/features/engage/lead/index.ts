export { LeadsPage as Page } from './LeadsPage'
export { RulesPage } from './RulesPage'
