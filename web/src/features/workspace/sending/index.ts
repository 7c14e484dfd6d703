export { SendingPage as Page } from './SendingPage'
