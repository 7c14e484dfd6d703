export { BotPage as Page } from './BotPage'
export { FlowPage } from './FlowPage'
