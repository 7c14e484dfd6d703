import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { loyaltyLiability, loyaltyMembers, loyaltyPublish, loyaltySet, loyaltyShow, loyaltySimulate, loyaltyVersions, rewardAdd, rewardList, rewardSet, voucherList, voucherUse } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'

const changes = { refreshes: ['loyalty', 'rewards', 'vouchers', 'loyalty-members', 'liability', 'loyalty-versions'] }

export const useLoyalty = () => useRecords('loyalty', loyaltyShow)
export const useLoyaltyVersions = () => useRecords('loyalty-versions', loyaltyVersions)
export const useSetLoyalty = () => useChange(loyaltySet, changes)
export const usePublishLoyalty = () => useChange(loyaltyPublish, changes)
export const useSimulation = () => useChange(loyaltySimulate, { refreshes: [] })
export const useLiability = () => useRecords('liability', loyaltyLiability)
export const useRewards = () => useRecords('rewards', rewardList)
export const useAddReward = () => useChange(rewardAdd, changes)
export const useSetReward = () => useChange(rewardSet, changes)
export const useVoucher = () => useChange(voucherUse, changes)

/** The members within reach, page by page. */
export const useMembers = (tier?: string) =>
  useInfiniteQuery({
    queryKey: keys.record('loyalty-members', { tier }),
    queryFn: ({ pageParam, signal }) => ask(loyaltyMembers, { query: { tier, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

/** The vouchers, the last first. */
export const useVouchers = () =>
  useInfiniteQuery({
    queryKey: keys.record('vouchers'),
    queryFn: ({ pageParam, signal }) => ask(voucherList, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
