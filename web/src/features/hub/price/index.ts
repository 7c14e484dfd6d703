export { PriceBooksPage } from './PriceBooksPage'
