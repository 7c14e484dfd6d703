import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { reviewDecide, reviewList, reviewProducts, reviewReply } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'

const changes = { refreshes: ['reviews', 'review-products'] }

/** Which reviews are asked for. */
export interface Whose {
  state?: 'written' | 'published' | 'refused' | 'private'
  product?: string
}

export const useReviewedProducts = () => useRecords('review-products', reviewProducts)
export const useDecide = () => useChange(reviewDecide, changes)
export const useReply = () => useChange(reviewReply, changes)

/** What customers wrote, the last first. */
export const useReviews = (whose: Whose) =>
  useInfiniteQuery({
    queryKey: keys.record('reviews', { ...whose }),
    queryFn: ({ pageParam, signal }) => ask(reviewList, { query: { ...whose, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
