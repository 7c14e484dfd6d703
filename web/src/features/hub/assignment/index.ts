export { AssignmentPage as Page } from './AssignmentPage'
