import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { ctaAdd, ctaList, ctaPeople, ctaPublish, ctaRemove, ctaResult, ctaSet, ctaShow, ctaVersions, formList, segmentList } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

const changes = { refreshes: ['ctas', 'cta-versions', 'cta-result'] }

/** The calls to action, the last made first. */
export const useCTAs = () =>
  useInfiniteQuery({
    queryKey: keys.record('ctas'),
    queryFn: ({ pageParam, signal }) => ask(ctaList, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

/** One call to action, with what is being written. */
export const useCTA = (id: string) => useStored('cta', ctaShow, id)
export const useAddCTA = () => useChange(ctaAdd, changes)
export const useSetCTA = () => useChange(ctaSet, changes)
export const usePublishCTA = () => useChange(ctaPublish, changes)
export const useRemoveCTA = () => useRemoval(ctaRemove, changes)

/** What was published of one. */
export const useCTAVersions = (id: string) => useQuery({ queryKey: keys.record('cta-versions', { id }), queryFn: ({ signal }) => ask(ctaVersions, { path: { id }, signal }) })

/** How a version did; 0: the one visitors see. */
export const useCTAResult = (id: string, version: number) =>
  useQuery({ queryKey: keys.record('cta-result', { id, version }), queryFn: ({ signal }) => ask(ctaResult, { path: { id }, query: { version }, signal }) })

/** Who is behind a figure of a version. */
export const useCTAPeople = (id: string, version: number, arm: string, figure: CTAFigure) =>
  useInfiniteQuery({ queryKey: keys.record('cta-people', { id, version, arm, figure }), queryFn: ({ pageParam, signal }) => ask(ctaPeople, { path: { id }, query: { version, arm, figure, cursor: pageParam }, signal }), initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.cursor ?? undefined })

export type CTAFigure = 'people' | 'clickers' | 'reached'

export const useForms = () => useRecords('forms', formList)
export const useSegments = () => useRecords('segments', segmentList)
