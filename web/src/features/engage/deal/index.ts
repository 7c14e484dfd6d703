export { BoardPage as Page } from './BoardPage'
export { DealProgress } from './DealProgress'
export { PipelinesPage as SettingsPage } from './PipelinesPage'
export { ReportPage } from './ReportPage'
