export { SuppressionsPage as Page } from './SuppressionsPage'
