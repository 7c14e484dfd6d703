export { CampaignsPage as Page } from './CampaignsPage'
export { CampaignPage } from './CampaignPage'
