export { Clocks } from './Clocks'
export { SettingsPage } from './SettingsPage'
