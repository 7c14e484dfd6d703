export { RolesPage as Page } from './RolesPage'
