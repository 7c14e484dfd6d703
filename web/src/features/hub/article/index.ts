export { ArticlesPage as Page } from './ArticlesPage'
export { EditorPage } from './EditorPage'
