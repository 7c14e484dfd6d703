export { EventsPage as Page } from './EventsPage'
export { CataloguePage } from './CataloguePage'
