export { ZaloPage as Page } from './ZaloPage'
