export { FieldsPage } from './FieldsPage'
