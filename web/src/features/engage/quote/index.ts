export { QuotePage } from './QuotePage'
export { QuotesPage as Page } from './QuotesPage'
export { SettingsPage } from './SettingsPage'
