export { PeoplePage as Page } from './PeoplePage'
export { PersonPage } from './PersonPage'
export { readSearch } from './search'
