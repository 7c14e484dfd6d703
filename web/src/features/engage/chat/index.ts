export { ChatPage as Page } from './ChatPage'
