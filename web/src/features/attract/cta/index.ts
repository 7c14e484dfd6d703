export { CTAsPage as Page } from './CTAsPage'
export { EditorPage } from './EditorPage'
