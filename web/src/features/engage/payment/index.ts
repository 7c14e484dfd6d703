export { PaymentsPage as Page } from './PaymentsPage'
export { SettingsPage } from './SettingsPage'
