import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { articleAdd, botFigures, botFlowAdd, botFlowHide, botFlowList, botFlowPublish, botFlowRemove, botFlowSet, botFlowShow, botFlowTalks, botFlowTry, botModelSet, botModelShow, botModelTry, botQuestions, botSet, botSettle, botShow } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { useLanguage } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { fieldList } from '../../../shared/record/operations'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

export const useBot = () => useRecords('bot', botShow)
export const useSetBot = () => useChange(botSet, { refreshes: ['bot'] })
export const useBotFigures = () => useRecords('bot-figures', botFigures)

/** What the bot did not know and nobody looked at yet, the last first. */
export const useBotQuestions = () =>
  useInfiniteQuery({
    queryKey: keys.record('bot-questions'),
    queryFn: ({ pageParam, signal }) => ask(botQuestions, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const useModel = () => useRecords('bot-model', botModelShow)
export const useSetModel = () => useChange(botModelSet, { refreshes: ['bot-model'] })
export const useTryModel = () => useChange(botModelTry, { refreshes: ['bot-model'] })

/** The flows in the order they are asked whether they begin. */
export const useFlows = () =>
  useInfiniteQuery({
    queryKey: keys.record('bot-flows'),
    queryFn: ({ pageParam, signal }) => ask(botFlowList, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
export const useFlow = (id: string) => useStored('bot-flow', botFlowShow, id)

/** Where the talks are that began a flow in a period. */
export const useFlowTalks = (id: string, period: { from: string; to: string }) => useQuery({ queryKey: keys.record('bot-flow-talks', { id, ...period }), queryFn: ({ signal }) => ask(botFlowTalks, { path: { id }, query: period, signal }) })
export const useAddFlow = () => useChange(botFlowAdd, { refreshes: ['bot-flows'] })
export const useSetFlow = () => useChange(botFlowSet, { refreshes: ['bot-flows'] })
export const usePublishFlow = () => useChange(botFlowPublish, { refreshes: ['bot-flows'] })
export const useHideFlow = () => useChange(botFlowHide, { refreshes: ['bot-flows'] })
export const useRemoveFlow = () => useRemoval(botFlowRemove, { refreshes: ['bot-flows'] })
export const useTryFlow = () => useChange(botFlowTry, { refreshes: [] })

/** The fields of people that an answer may fill. */
export const useFields = () => {
  const { language } = useLanguage()
  const all = useRecords('fields', fieldList, { type: 'people' })
  return (all.data?.fields ?? []).filter((f) => !f.readonly && !f.archived && ['text', 'long_text', 'email', 'phone', 'choice'].includes(f.kind)).map((f) => ({ value: f.key, label: inLanguage(f.label, language) || f.key }))
}

export const useSettle = () => useChange(botSettle, { refreshes: ['bot-questions'] })
export const useWriteArticle = () => useChange(articleAdd, { refreshes: ['articles'] })
