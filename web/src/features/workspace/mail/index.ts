export { MailPage as Page } from './MailPage'
