import { RecordPage } from './RecordPage'

export { RecordPanel } from './RecordPanel'

export const PersonPage = () => <RecordPage type="people" />
export const CompanyPage = () => <RecordPage type="companies" />
export const ProductPage = () => <RecordPage type="products" />
export const OrderPage = () => <RecordPage type="orders" />
