export { ReferralsPage as Page } from './ReferralsPage'
