export { BotPage as Page } from './BotPage'
