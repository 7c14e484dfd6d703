import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { articleAdd, botFigures, botFlowHide, botFlowPublish, botFlowSet, botFlowShow, botFlowTry, botModelSet, botModelShow, botModelTry, botQuestions, botSet, botSettle, botShow } from '../../../shared/client'
import { useLanguage } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { fieldList } from '../../../shared/record/operations'
import { keys, useChange, useRecords } from '../../../shared/queries'

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
export const useFlow = () => useRecords('bot-flow', botFlowShow)
export const useSetFlow = () => useChange(botFlowSet, { refreshes: [] })
export const usePublishFlow = () => useChange(botFlowPublish, { refreshes: [] })
export const useHideFlow = () => useChange(botFlowHide, { refreshes: ['bot-flow'] })
export const useTryFlow = () => useChange(botFlowTry, { refreshes: [] })

/** The fields of people that an answer may fill. */
export const useFields = () => {
  const { language } = useLanguage()
  const all = useRecords('fields', fieldList, { type: 'people' })
  return (all.data?.fields ?? []).filter((f) => !f.readonly && !f.archived && ['text', 'long_text', 'email', 'phone', 'choice'].includes(f.kind)).map((f) => ({ value: f.key, label: inLanguage(f.label, language) || f.key }))
}

export const useSettle = () => useChange(botSettle, { refreshes: ['bot-questions'] })
export const useWriteArticle = () => useChange(articleAdd, { refreshes: ['articles'] })
