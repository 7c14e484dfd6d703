export { DuplicatesPage as Page } from './DuplicatesPage'
