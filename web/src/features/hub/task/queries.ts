import { useInfiniteQuery } from '@tanstack/react-query'
import { taskAdd, taskDone, taskList, taskRemove, taskReopen, taskRestore, taskRuleAdd, taskRuleList, taskRuleRemove, taskRuleSet, taskSet, taskSnooze, teamList, today, userList } from '../../../shared/client'
import { ask } from '../../../shared/ask'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'
import { useMay } from '../../../shared/session'

/** What a change of a task touches: the lists, the day, the records it is about. */
export const refreshes = ['tasks', 'today', 'records', 'timeline']

export interface Whose { owner?: string; team?: string }

export const useToday = (whose: Whose) => useRecords('today', today, whose)
export const useTasks = (query: Whose & { state?: 'open' | 'done'; from?: string; to?: string; limit?: number }) =>
  useInfiniteQuery({
    queryKey: keys.record('tasks', query),
    queryFn: ({ pageParam, signal }) => ask(taskList, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
export const useUsers = (enabled: boolean) => useRecords('users', userList, undefined, { enabled: useMay()('users:read') && enabled }).data?.users ?? []
export const useTeams = () => useRecords('teams', teamList).data?.teams ?? []

export const useAddTask = () => useChange(taskAdd, { refreshes })
export const useSetTask = () => useChange(taskSet, { refreshes })
export const useDone = () => useChange(taskDone, { refreshes })
export const useReopen = () => useChange(taskReopen, { refreshes })
export const useSnooze = () => useChange(taskSnooze, { refreshes })
export const useRestore = () => useChange(taskRestore, { refreshes })
export const useRemoveTask = () => useRemoval(taskRemove, { refreshes })

const ofRules = ['task-rules', 'tasks', 'today']
export const useRules = () => useRecords('task-rules', taskRuleList)
export const useAddRule = () => useChange(taskRuleAdd, { refreshes: ofRules })
export const useSetRule = () => useChange(taskRuleSet, { refreshes: ofRules })
export const useRemoveRule = () => useRemoval(taskRuleRemove, { refreshes: ofRules })
