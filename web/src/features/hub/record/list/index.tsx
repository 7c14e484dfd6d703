import { ListPage } from './ListPage'

export const PeoplePage = () => <ListPage key="people" type="people" />
export const CompaniesPage = () => <ListPage key="companies" type="companies" />
export const ProductsPage = () => <ListPage key="products" type="products" />
export const OrdersPage = () => <ListPage key="orders" type="orders" />
export const TicketsPage = () => <ListPage key="tickets" type="tickets" />
export const DealsPage = () => <ListPage key="deals" type="deals" />
