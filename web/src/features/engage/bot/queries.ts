import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { articleAdd, botFigures, botModelSet, botModelShow, botModelTry, botQuestions, botSet, botSettle, botShow } from '../../../shared/client'
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
export const useSettle = () => useChange(botSettle, { refreshes: ['bot-questions'] })
export const useWriteArticle = () => useChange(articleAdd, { refreshes: ['articles'] })
