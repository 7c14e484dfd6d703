import { OrderEditor } from './OrderEditor'
import { Pictures } from './Pictures'
import { Prices } from './Prices'
import { RecordPage } from './RecordPage'

export { RecordPage } from './RecordPage'
export { RecordPanel } from './RecordPanel'

export const CompanyPage = () => <RecordPage type="companies" />
export const ProductPage = () => <RecordPage type="products">{(record) => <><Pictures record={record} /><Prices record={record} /></>}</RecordPage>
export const OrderPage = () => <RecordPage type="orders">{(record) => <OrderEditor record={record} />}</RecordPage>
