export { PromotersPage as Page } from './PromotersPage'
