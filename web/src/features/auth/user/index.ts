export { ProfilePage } from './ProfilePage'
export { UsersPage as Page } from './UsersPage'
