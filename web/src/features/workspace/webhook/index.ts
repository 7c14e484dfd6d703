export { WebhooksPage as Page } from './WebhooksPage'
