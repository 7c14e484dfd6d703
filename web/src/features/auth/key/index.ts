export { KeysPage as Page } from './KeysPage'
