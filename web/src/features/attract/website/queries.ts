import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { eventList, keyAdd, keyList, pageList, siteNames, siteSet, siteShow } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'

export const useKeys = (enabled = true) => useRecords('keys', keyList, undefined, { enabled })
export const useAddKey = () => useChange(keyAdd, { refreshes: ['keys'] })

/** What a source sent last; while it is looked at it is asked again every few seconds. */
export const useHeard = (source: string | undefined) =>
  useQuery({ queryKey: keys.record('heard', { source }), queryFn: ({ signal }) => ask(eventList, { query: { source, limit: 1 }, signal }), enabled: !!source, refetchInterval: 3000 })

/** What all pages share. */
export const useSite = () => useRecords('site', siteShow)
export const useSetSite = () => useChange(siteSet, { refreshes: ['site', 'site-names', 'pages', 'site-pages'] })
/** Where the site's own names lead; it asks DNS, and may ask for a certificate. */
export const useNames = () => useQuery({ queryKey: keys.record('site-names'), queryFn: ({ signal }) => ask(siteNames, { signal }), staleTime: 60_000, refetchOnWindowFocus: false })
export const usePages = () => useRecords('site-pages', pageList, { limit: 200 })
