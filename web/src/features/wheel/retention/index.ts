export { RetentionPage as Page } from './RetentionPage'
