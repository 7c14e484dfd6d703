export { InboxPage as Page } from './InboxPage'
export { SettingsPage } from './SettingsPage'
