export { EditorPage } from './EditorPage'
export { TemplatesPage as Page } from './TemplatesPage'
