export { BuilderPage } from './BuilderPage'
export { SurveysPage as Page } from './SurveysPage'
