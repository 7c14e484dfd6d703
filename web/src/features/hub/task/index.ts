export { RulesPage } from './RulesPage'
export { TasksPage as Page } from './TasksPage'
