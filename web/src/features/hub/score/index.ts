export { ScorePage as Page } from './ScorePage'
