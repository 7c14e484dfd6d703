import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { ask } from '../../../shared/ask'
import { workflowActions, workflowAdd, workflowCheck, workflowEnter, workflowList, workflowMove, workflowPublish, workflowRecipes, workflowRemove, workflowRun, workflowRuns, type WorkflowRunsData, workflowSet, workflowShow, workflowState, workflowStop, workflowTry, workflowUndo, workflowVersion } from '../../../shared/client'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'
import type { Definition } from './definition'

/** How often a screen that shows who is where asks again, in milliseconds. */
const every = 5000

export const useWorkflows = () => useQuery({ queryKey: keys.record('workflows'), queryFn: ({ signal }) => ask(workflowList, { signal }), refetchInterval: every })
export const useWorkflow = (id: string) => useQuery({ queryKey: keys.record('workflows', { id }), queryFn: ({ signal }) => ask(workflowShow, { path: { id }, signal }), refetchInterval: every })
export const useActions = () => useRecords('workflow-actions', workflowActions).data?.actions ?? none
export const useRecipes = () => useRecords('workflow-recipes', workflowRecipes)

const none: never[] = []

/** What is wrong with a definition while it is written. */
export function useProblems(definition: Definition) {
  const [asked] = useDebouncedValue(definition, 400)
  return useQuery({ queryKey: keys.record('workflow-check', asked), queryFn: ({ signal }) => ask(workflowCheck, { body: { definition: asked }, signal }), gcTime: 0, placeholderData: (before) => before }).data?.problems ?? none
}

export type Outcome = NonNullable<NonNullable<WorkflowRunsData['query']>['outcome']>

export const useRuns = (id: string, node: string | undefined, outcome: Outcome) =>
  useInfiniteQuery({
    queryKey: keys.record('workflow-runs', { id, node, outcome }),
    queryFn: ({ pageParam, signal }) => ask(workflowRuns, { path: { id }, query: { node, outcome, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    refetchInterval: every,
  })

export const useHistory = (id: string, run: string) => useQuery({ queryKey: keys.record('workflow-runs', { id, run }), queryFn: ({ signal }) => ask(workflowRun, { path: { id, run }, signal }), refetchInterval: every })
export const useVersion = (id: string, version: number) => useQuery({ queryKey: keys.record('workflow-version', { id, version }), queryFn: ({ signal }) => ask(workflowVersion, { path: { id, version }, signal }), staleTime: Infinity })

const all = { refreshes: ['workflows', 'workflow-runs'] }
export const useAdd = () => useChange(workflowAdd, { refreshes: ['workflows', 'templates', 'segments'] })
export const useSet = () => useChange(workflowSet, all)
export const usePublish = () => useChange(workflowPublish, all)
export const useLife = () => useChange(workflowState, all)
export const useRemove = () => useRemoval(workflowRemove, all)
export const useStop = () => useChange(workflowStop, all)
export const useMove = () => useChange(workflowMove, all)
export const useUndo = () => useChange(workflowUndo, { refreshes: [...all.refreshes, 'records', 'record', 'tasks'] })
export const useEnter = () => useChange(workflowEnter, all)
export const useTry = () => useChange(workflowTry, { refreshes: [] })
