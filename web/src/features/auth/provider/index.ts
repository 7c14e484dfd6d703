export { SignInPage as Page } from './SignInPage'
