import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { ctaList, formList, pageAdd, pageHide, pageLink, pageList, pagePreview, pagePublish, pageRemove, pageSet, pageShow, pageVersions, pictureAdd, pictureList, reviewList, type PagePreviewOrderBody } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

const changes = { refreshes: ['pages', 'page-versions'] }

/** The pages, the last made first. */
export const usePages = () =>
  useInfiniteQuery({
    queryKey: keys.record('pages'),
    queryFn: ({ pageParam, signal }) => ask(pageList, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

/** One page, with what is being written. */
export const usePage = (id: string) => useStored('page', pageShow, id)
export const useAddPage = () => useChange(pageAdd, changes)
export const useSetPage = () => useChange(pageSet, changes)
export const usePublishPage = () => useChange(pagePublish, changes)
export const useHidePage = () => useChange(pageHide, changes)
export const useRemovePage = () => useRemoval(pageRemove, changes)
export const useLinkPage = () => useChange(pageLink, { refreshes: [] })

/** What was published of a page. */
export const usePageVersions = (id: string) => useQuery({ queryKey: keys.record('page-versions', { id }), queryFn: ({ signal }) => ask(pageVersions, { path: { id }, signal }) })

/** What is being written, as visitors would see it; the last one stays until the next is there. */
export const usePagePreview = (body: PagePreviewOrderBody) =>
  useQuery({ queryKey: keys.record('page-preview', body), queryFn: ({ signal }) => ask(pagePreview, { body, signal }), placeholderData: keepPreviousData, gcTime: 10_000 })

/** Looks at what is being written once, before it is published. */
export const useLookAtPage = () => useChange(pagePreview, { refreshes: [] })

export const useForms = () => useRecords('forms', formList)
export const useCTAs = () => useRecords('ctas-published', ctaList, { limit: 200 })
/** What customers say in public, the last first; asked only by who may read reviews. */
export const usePublished = (product: string | undefined, enabled: boolean) => useRecords('reviews-published', reviewList, { state: 'published' as const, product, limit: 100 }, { enabled })
export const usePictures = () => useRecords('pictures', pictureList, { limit: 60 })
export const useAddPicture = () => useChange(pictureAdd, { refreshes: ['pictures'] })
