export { BackupsPage as Page } from './BackupsPage'
