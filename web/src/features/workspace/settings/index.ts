export { AboutPage } from './AboutPage'
export { CompanyPage as Page } from './CompanyPage'
export { Layout } from './Layout'
