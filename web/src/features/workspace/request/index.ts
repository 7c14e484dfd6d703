export { RequestsPage as Page } from './RequestsPage'
export { PrivacyPage } from './PrivacyPage'
