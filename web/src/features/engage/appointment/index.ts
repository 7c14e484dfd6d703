export { AppointmentPage } from './AppointmentPage'
export { AppointmentsPage as Page } from './AppointmentsPage'
export { BookingPagesPage } from './BookingPagesPage'
