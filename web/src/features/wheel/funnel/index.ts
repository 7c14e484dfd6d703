export { FunnelPage as Page } from './FunnelPage'
