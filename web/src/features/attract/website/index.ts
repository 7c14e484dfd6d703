export { WebsitePage as Page } from './WebsitePage'
