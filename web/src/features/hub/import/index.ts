export { ImportPage as Page } from './ImportPage'
