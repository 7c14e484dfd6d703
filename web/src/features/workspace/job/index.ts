export { JobsPage as Page } from './JobsPage'
