export { LoyaltyPage as Page } from './LoyaltyPage'
