import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { surveyAdd, surveyList, surveyPublish, surveyRemove, surveyResponses, surveyResults, surveySend, surveySet, surveyShow, surveyVersions } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

const changes = { refreshes: ['surveys', 'survey', 'survey-responses', 'survey-results', 'survey-versions'] }

export const useSurveys = () => useRecords('surveys', surveyList)
export const useAddSurvey = () => useChange(surveyAdd, changes)
export const useSetSurvey = () => useChange(surveySet, { refreshes: ['surveys'] })
export const useRemoveSurvey = () => useRemoval(surveyRemove, changes)
export const usePublishSurvey = () => useChange(surveyPublish, changes)
export const useSendSurvey = () => useChange(surveySend, changes)

/** One survey, with what is being written. */
export const useSurvey = (id: string) => useStored('survey', surveyShow, id)

/** What was published of a survey. */
export const useSurveyVersions = (id: string) => useQuery({ queryKey: keys.record('survey-versions', { id }), queryFn: ({ signal }) => ask(surveyVersions, { path: { id }, signal }) })

/** Which responses are asked for. */
export interface Asked {
  from?: string
  to?: string
  where?: string
}

/** The figures of a survey. */
export const useResults = (id: string, asked: Asked) =>
  useQuery({ queryKey: keys.record('survey-results', { id, ...asked }), queryFn: ({ signal }) => ask(surveyResults, { path: { id }, query: asked, signal }), placeholderData: keepPreviousData })

/** Whose responses: of a state, of scores, only those with a word. */
export interface Whose extends Asked {
  state?: 'waiting' | 'asked' | 'answered' | 'expired' | 'left'
  low?: number
  high?: number
  comment?: boolean
}

/** The people behind the figures, with what they answered. */
export const useResponses = (id: string, whose: Whose) =>
  useInfiniteQuery({
    queryKey: keys.record('survey-responses', { id, ...whose }),
    queryFn: ({ pageParam, signal }) => ask(surveyResponses, { path: { id }, query: { ...whose, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
