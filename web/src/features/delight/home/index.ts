export { AnswersPage } from './AnswersPage'
export { ClocksPage } from './ClocksPage'
export { HomePage as Page } from './HomePage'
