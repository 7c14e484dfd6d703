export { EditorPage } from './EditorPage'
export { PagesPage as Page } from './PagesPage'
