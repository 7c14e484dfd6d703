export { BuilderPage } from './BuilderPage'
export { FormsPage as Page } from './FormsPage'
