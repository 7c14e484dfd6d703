export { AuditPage as Page } from './AuditPage'
