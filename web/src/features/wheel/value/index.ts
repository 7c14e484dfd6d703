export { ValuePage as Page } from './ValuePage'
