export { WorkflowsPage } from './WorkflowsPage'
export { WorkflowPage } from './WorkflowPage'
