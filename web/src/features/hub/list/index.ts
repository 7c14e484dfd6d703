export { ListDrawer } from './ListDrawer'
