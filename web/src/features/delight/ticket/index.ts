export { SettingsPage } from './SettingsPage'
export { TicketDesk } from './TicketDesk'
