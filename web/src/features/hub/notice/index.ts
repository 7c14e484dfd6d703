export { ChoicePage as Page } from './ChoicePage'
