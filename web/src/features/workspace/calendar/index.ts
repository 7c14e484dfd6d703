export { CalendarPage as Page } from './CalendarPage'
