import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { articleAdd, type ArticleContent, articleHide, articleList, articleMisses, articleMissSettle, articlePassages, articlePreview, articlePublish, articleRemove, articleReview, articleSections, articleSectionsSet, articleSet, articleShow, articleVersions } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'
import type { Search } from './search'

const changes = { refreshes: ['articles', 'article-versions', 'article-passages'] }

/** The articles, the last made first. */
export const useArticles = (search: Search) =>
  useInfiniteQuery({
    queryKey: keys.record('articles', search),
    queryFn: ({ pageParam, signal }) => ask(articleList, { query: { limit: 50, cursor: pageParam, ...search }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** One article, with what is being written. */
export const useArticle = (id: string) => useStored('article', articleShow, id)
export const useAddArticle = () => useChange(articleAdd, changes)
export const useSetArticle = () => useChange(articleSet, changes)
export const usePublishArticle = () => useChange(articlePublish, changes)
export const useHideArticle = () => useChange(articleHide, { refreshes: [...changes.refreshes, 'article'] })
export const useReviewArticle = () => useChange(articleReview, { refreshes: [...changes.refreshes, 'article'] })
export const useRemoveArticle = () => useRemoval(articleRemove, changes)

/** What was published of an article. */
export const useArticleVersions = (id: string) => useQuery({ queryKey: keys.record('article-versions', { id }), queryFn: ({ signal }) => ask(articleVersions, { path: { id }, signal }) })

/** What is being written, as its readers would have it; the last one stays until the next is there. */
export const useArticlePreview = (content: ArticleContent, language: 'vi' | 'en') =>
  useQuery({ queryKey: keys.record('article-preview', { content, language }), queryFn: ({ signal }) => ask(articlePreview, { body: { content, language }, signal }), placeholderData: keepPreviousData, gcTime: 10_000 })

/** The parts of articles that answer a question. */
export const usePassages = (question: string, reader: 'public' | 'customers' | 'team') =>
  useQuery({ queryKey: keys.record('article-passages', { question, reader }), queryFn: ({ signal }) => ask(articlePassages, { body: { question, reader }, signal }), enabled: question !== '', placeholderData: keepPreviousData })

/** What visitors looked for and did not find, what is asked most first. */
export const useMisses = () =>
  useInfiniteQuery({
    queryKey: keys.record('article-misses', {}),
    queryFn: ({ pageParam, signal }) => ask(articleMisses, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
export const useSettleMiss = () => useChange(articleMissSettle, { refreshes: ['article-misses'] })

export const useSections = () => useRecords('article-sections', articleSections, undefined as never)
export const useSetSections = () => useChange(articleSectionsSet, { refreshes: ['article-sections', 'articles'] })
