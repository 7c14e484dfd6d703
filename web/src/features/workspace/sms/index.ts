export { SMSPage as Page } from './SMSPage'
