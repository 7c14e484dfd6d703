export { TeamsPage as Page } from './TeamsPage'
