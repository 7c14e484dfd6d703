import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { dealBoard, dealForecast, dealForecastList, type DealForecastListData, dealList, type DealListData, dealReport, dealShow, pipelineList, pipelineSet } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'
import { recordSet } from '../../../shared/record/operations'

/** What is reckoned of deals, by the names it is kept under. */
const figures = ['deal-board', 'deal-progress', 'deal-report', 'deal-forecast', 'deal-list']

export const usePipelines = () => useRecords('pipelines', pipelineList)

/** All pipelines, and the one an address names, if there is one: an address may be kept longer than what it names. */
export function usePipelineOf(named: string | undefined) {
  const setup = usePipelines().data
  return { setup, known: !named || setup !== undefined, key: setup?.pipelines.find((p) => p.key === named)?.key }
}

export const useSetPipelines = () => useChange(pipelineSet, { refreshes: ['pipelines', 'fields', ...figures] })

export interface Narrowed { pipeline?: string; where?: string }

export const useBoard = (q: Narrowed, enabled: boolean) => useRecords('deal-board', dealBoard, q, { enabled })

/** What stands in a column behind what the board brought, once it is asked for. */
export const useFurther = (q: Narrowed, stage: string, cursor: string | null, wanted: boolean) =>
  useInfiniteQuery({
    queryKey: keys.record('deal-board', { ...q, stage, cursor }),
    queryFn: ({ pageParam, signal }) => ask(dealBoard, { query: { ...q, stage, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: cursor ?? undefined,
    getNextPageParam: (last) => last.columns[0]?.cursor ?? undefined,
    enabled: wanted && cursor !== null,
  })

export const useProgress = (id: string, version?: number) =>
  useQuery({ queryKey: keys.record('deal-progress', { id, version }), queryFn: ({ signal }) => ask(dealShow, { path: { id }, signal }), placeholderData: (before) => before })

export const useMove = () => useChange(recordSet, { refreshes: [...figures, 'record', 'records', 'timeline', 'history'] })

export interface Period { pipeline?: string; from?: string; to?: string; owner?: string }

export const useReport = (q: Period, enabled: boolean) => useRecords('deal-report', dealReport, q, { enabled })
export const useForecast = (q: Period, enabled: boolean) => useRecords('deal-forecast', dealForecast, { pipeline: q.pipeline, owner: q.owner }, { enabled })

export type Behind = { kind: 'report'; query: NonNullable<DealListData['query']> } | { kind: 'forecast'; query: NonNullable<DealForecastListData['query']> }

/** The deals behind a figure. */
export const useBehind = (behind: Behind) =>
  useInfiniteQuery({
    queryKey: keys.record('deal-list', behind),
    queryFn: ({ pageParam, signal }) => behind.kind === 'report'
      ? ask(dealList, { query: { ...behind.query, cursor: pageParam }, signal })
      : ask(dealForecastList, { query: { ...behind.query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
